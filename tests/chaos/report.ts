export interface Summary {
  chaos: 'changelog';
  seed: number;
  /** Rounds that were asked for, and those that went well. */
  rounds: number;
  passed: number;
  seconds: number;
  server: string;
  /** Committed by the workload, and the row changes in them. */
  transactions: number;
  rowChanges: number;
  messages: number;
  /** Row changes, snapshot rows and markers that arrived. */
  envelopes: number;
  /** Row changes that arrived again; and for the first time after a newer one of their table. */
  repeated: number;
  late: number;
  /** How often each fault was made. */
  faults: Record<string, number>;
  /** Lives of the connector but the first, and what ended them. */
  restarts: number;
  endings: Record<string, number>;
  /** Timelines that were adopted. */
  epochs: number;
  /** Rows that were in the tables and not in what was published, and those that were otherwise there. */
  lost: number;
  wrong: number;
  failure: string | null;
}

/** E.g. `12/25  1.8 s  kill -9 @0.4, cut pubsub @0.9  842 envelopes  ok  (1.7 s a round, 22 s to go)`. */
export function roundLine(options: {
  round: number;
  rounds: number;
  seconds: number;
  elapsed: number;
  faults: readonly string[];
  envelopes: number;
}): string {
  const { round, rounds, seconds, elapsed, faults, envelopes } = options;
  const rate = elapsed / round;
  const progress = `${String(round).padStart(String(rounds).length)}/${String(rounds)}`;
  const left = Math.round(rate * (rounds - round));
  return `${progress} ${seconds.toFixed(1).padStart(5)} s  ok  ${String(envelopes).padStart(5)} envelopes  ${faults.join(', ')}  (${clock(elapsed)} gone, ${rate.toFixed(1)} s a round, ${clock(left)} to go)`;
}

export function summaryText(summary: Summary): string {
  const { faults, endings, lost, wrong } = summary;
  const lines: [string, string][] = [
    [
      'rounds',
      `${String(summary.passed)} of ${String(summary.rounds)} in ${clock(summary.seconds)}, seed ${String(summary.seed)}`,
    ],
    ['server', summary.server],
    ['written', `${String(summary.transactions)} transactions, ${String(summary.rowChanges)} row changes`],
    ['published', `${String(summary.envelopes)} envelopes in ${String(summary.messages)} messages`],
    ['again', `${String(summary.repeated)} row changes; ${String(summary.late)} came late`],
    ['restarts', `${String(summary.restarts)} (${counts(endings)})`],
    ['epochs', String(summary.epochs)],
    ['faults', counts(faults)],
    ['result', `${String(lost)} lost, ${String(wrong)} wrong`],
  ];
  return lines.map(([name, text]) => `${name.padEnd(10)} ${text}`).join('\n');
}

function counts(of: Record<string, number>): string {
  return Object.entries(of)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${String(count)}`)
    .join(', ');
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${String(whole)} s` : `${String(Math.floor(whole / 60))} min ${String(whole % 60)} s`;
}
