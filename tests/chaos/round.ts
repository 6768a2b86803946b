import { setTimeout as wait } from 'node:timers/promises';
import { type Difference, describeDifferences, untilEqual } from './difference.ts';
import type { Endings } from './endings.ts';
import type { Stage } from './faults/fault.ts';
import { type Moment, type PlannedFault } from './faults/faults.ts';
import type { Observer } from './observer.ts';
import { selectTables } from './rows.ts';
import { CHAOS_TABLES, CREATE } from './schema.ts';

/** Until what is published must fold to what the tables hold. */
const LIMIT_MS = 60_000;
/** A snapshot that has not begun by then does not come. */
const SNAPSHOT_MS = 2_000;

/** The connector lost something, or could not go on. */
export class ChaosError extends Error {
  readonly differences: readonly Difference[];

  constructor(message: string, differences: readonly Difference[] = [], options?: ErrorOptions) {
    super(message, options);
    this.differences = differences;
  }
}

/** Runs the workload with the faults in it, and compares. @throws ChaosError */
export async function runRound(
  stage: Stage,
  faults: readonly PlannedFault[],
  endings: Endings,
  database: string,
): Promise<void> {
  const { workload, sql, signal } = stage;
  endings.expect(faults.flatMap(({ fault }) => fault.explains));
  const running = workload.run();
  running.catch(() => undefined);
  const outcomes = await Promise.allSettled(faults.map((fault) => perform(stage, fault)));
  workload.end();
  await running;
  signal.throwIfAborted();
  for (const [i, outcome] of outcomes.entries())
    if (outcome.status === 'rejected')
      throw new ChaosError(`${faults[i]?.fault.name ?? ''}: ${String(outcome.reason)}`, [], { cause: outcome.reason });
  // A backup may have been taken when a table was not there.
  for (const table of CHAOS_TABLES) await sql.insist(CREATE[table], signal);
  await compare(stage, endings, database, LIMIT_MS);
}

/** @throws ChaosError when what was published does not come to be what the tables hold */
export async function compare(
  { sql, observer, signal }: Omit<Stage, 'workload'>,
  endings: Endings,
  database: string,
  limitMs: number,
): Promise<void> {
  const selected = await selectTables(await sql.connection(signal), database);
  const wrong = await untilEqual(observer, selected, limitMs, AbortSignal.any([signal, endings.failing]));
  signal.throwIfAborted();
  judge(observer, endings);
  if (wrong.length > 0) throw new ChaosError(describeDifferences(wrong, observer), wrong);
}

/** What is wrong whatever the rows say. */
function judge(observer: Observer, { unexplained }: Endings): void {
  if (observer.failure) throw new ChaosError(`What was published cannot be read: ${String(observer.failure)}`);
  if (observer.history.contradiction !== null)
    throw new ChaosError(`A change arrived twice and differs: ${observer.history.contradiction}`);
  if (unexplained)
    throw new ChaosError(`The connector ended with ${unexplained.reason}, unexplained: ${unexplained.message}`);
}

async function perform(stage: Stage, { fault, moment, random }: PlannedFault): Promise<void> {
  await reached(stage, moment);
  await stage.locks.hold(fault.holds, () => fault.run(stage, random));
}

async function reached({ workload, observer, signal }: Stage, moment: Moment): Promise<void> {
  if (moment !== 'snapshot') return workload.reached(moment);
  let stop = (): void => undefined;
  const marker = new Promise<void>((resolve) => {
    stop = observer.onMessage((_, envelopes) => {
      if (envelopes.some(({ op }) => op === 's')) resolve();
    });
  });
  await Promise.race([marker, wait(SNAPSHOT_MS, undefined, { signal })]);
  stop();
}
