import { demoCricket } from '@fanfold/replay/demo-cricket';
import { demoFootball } from '@fanfold/replay/demo-football';
import { playMatches } from '@fanfold/replay/play';
import type { MatchScript } from '@fanfold/replay/script';
import { type EventRow, foldMatch } from '@fanfold/game/match';
import { nowMs } from '../clock.ts';
import { type Report, type Result, resultsOf, say } from '../report.ts';
import { quantile } from '../stats.ts';
import { type BenchOptions, DELAY_NOTE } from '../live/options.ts';
import { FLOOR_DOCUMENT } from '../live/floor.ts';
import { floorSampler, measureSeries, sample, samplesOf } from '../live/samples.ts';
import { type BenchStack, startBenchStack } from '../live/stack.ts';

/** Of each path, in each of three blocks. */
const SAMPLES_PER_BLOCK = 40;
/** With the delays of Firestore: what is left of the match. */
const DELAYED_PER_BLOCK = 30;
/** Processes compile, pools fill. */
const WARM_UP_EVENTS = 25;
const BURST_ROWS_PER_SECOND = 40;
const BURST_ROWS = 200;

/** Commit to listener of one cricket match, ball by ball, in alternation with the floor; then a burst, apart; with Firestore's delays once more. */
export async function benchScorecard({ firestoreDelay }: BenchOptions): Promise<Report> {
  const match = demoCricket();
  const burst = demoFootball();
  const rows = match.steps.flatMap(({ events }) => events);
  const pathOf = (script: MatchScript) => `matches/${script.match.id}/live/scorecard`;
  say('starting the database, emulators, functions, connector and listener');
  const stack = await startBenchStack({
    service: 'scorecards',
    liveFunction: 'onMatchChanges',
    paths: [FLOOR_DOCUMENT, pathOf(match), pathOf(burst)],
    floorBytes: scorecardBytes(match),
    firestoreDelay,
  });
  try {
    say(`warm-up: ${WARM_UP_EVENTS} events of each`);
    await play(stack, { ...match, steps: match.steps.slice(0, WARM_UP_EVENTS) }, 60);
    await stack.watcher.sawAt(pathOf(match), WARM_UP_EVENTS);
    const sampleFloor = floorSampler(stack, rows[0] as EventRow);
    for (let n = 0; n < WARM_UP_EVENTS; n++) await sampleFloor();

    let played = WARM_UP_EVENTS;
    const series = async (suffix: string, pairs: number): Promise<Result[]> => {
      stack.commits.reset();
      const { floorP50Ms, floorP95Ms, floorHandleMsP50, floorHandleMsP95, ...scorecard } = await measureSeries({
        stack,
        pairs,
        sampleFloor,
        sampleLive: () => sample(stack, 'match_events', rows[played++] as EventRow, [pathOf(match)], played),
        onPair: (block, taken) => say(`scorecard${suffix}, block ${block}: ${taken} of ${pairs} pairs`),
      });
      const floor = {
        p50Ms: floorP50Ms,
        p95Ms: floorP95Ms,
        handleMsP50: floorHandleMsP50,
        handleMsP95: floorHandleMsP95,
      };
      return [
        ...resultsOf(`floor${suffix}`, floor),
        ...resultsOf(`scorecard${suffix}`, { ...scorecard, ...stack.commits.perMessage }),
      ];
    };
    const results = await series('', SAMPLES_PER_BLOCK);
    say(`burst: ${BURST_ROWS} rows at ${BURST_ROWS_PER_SECOND}/s`);
    results.push(...resultsOf('burst', await benchBurst(stack, burst, pathOf(burst))));
    if (firestoreDelay) {
      stack.delayFirestore(true);
      results.push(...(await series(' delayed', DELAYED_PER_BLOCK)));
    }
    return { bench: 'scorecard', results, notes: firestoreDelay ? [DELAY_NOTE] : [] };
  } finally {
    await stack.stop();
  }
}

/** Rows of one match faster than it can commit them one by one. */
async function benchBurst(stack: BenchStack, script: MatchScript, path: string): Promise<Record<string, number>> {
  const committedMs: number[] = [];
  stack.commits.reset();
  const steps = script.steps
    .slice(0, BURST_ROWS)
    .map((step, n) => ({ ...step, atMs: (n * 1000) / BURST_ROWS_PER_SECOND }));
  await play(stack, { ...script, steps }, 1, () => committedMs.push(nowMs()));
  await stack.watcher.sawAt(path, committedMs.length);
  const latencies = await Promise.all(committedMs.map(async (at, n) => (await stack.watcher.sawAt(path, n + 1)) - at));
  return {
    rows: committedMs.length,
    p50Ms: quantile(latencies, 0.5),
    p95Ms: quantile(latencies, 0.95),
    p99Ms: quantile(latencies, 0.99),
    ...stack.commits.perMessage,
  };
}

function play({ mysqlUrl }: BenchStack, script: MatchScript, speed: number, onCommit?: () => void): Promise<void> {
  const signal = new AbortController().signal;
  return playMatches([script], { mysqlUrl, speed, signal, ...(onCommit && { onCommit }) });
}

/** Bytes of the scorecard in the middle of the samples, as JSON. */
function scorecardBytes({ match, squads, steps }: MatchScript): number {
  const middle = WARM_UP_EVENTS + samplesOf(SAMPLES_PER_BLOCK) / 2;
  const events = steps.slice(0, middle).flatMap((step) => step.events);
  return JSON.stringify(foldMatch({ match, squads, events })?.scorecard).length;
}
