import { setTimeout as wait } from 'node:timers/promises';
import { demoCricket } from '@fanfold/emulators/replay/demo-cricket';
import { demoFootball } from '@fanfold/emulators/replay/demo-football';
import { playMatches } from '@fanfold/emulators/replay/play';
import { columnsOf, insertRow } from '@fanfold/emulators/replay/rows-to-sql';
import type { MatchScript } from '@fanfold/emulators/replay/script';
import { type EventRow, foldMatch } from '@fanfold/game/match';
import { nowMs } from '../clock.ts';
import { type Report, resultsOf, say } from '../report.ts';
import { medianOfBlocks, quantile } from '../stats.ts';
import { FLOOR_DOCUMENT, FLOOR_TABLE } from './floor.ts';
import { type BenchStack, startBenchStack } from './stack.ts';

const BLOCKS = 3;
/** Of each path. */
const SAMPLES_PER_BLOCK = 50;
const APART_MS = 700;
/** Processes compile, pools fill. */
const WARM_UP_EVENTS = 60;
const BURST_ROWS_PER_SECOND = 40;
const BURST_ROWS = 200;

/** Commit to listener of one cricket match, ball by ball, in alternation with the floor; then a burst, apart. */
export async function benchScorecard(): Promise<Report> {
  const match = demoCricket();
  const burst = demoFootball();
  const rows = match.steps.flatMap(({ events }) => events);
  const pathOf = (script: MatchScript) => `matches/${script.match.id}/live/scorecard`;
  say('starting the database, emulators, functions, connector and listener');
  const stack = await startBenchStack([FLOOR_DOCUMENT, pathOf(match), pathOf(burst)], scorecardBytes(match));
  try {
    say(`warm-up: ${WARM_UP_EVENTS} events of each`);
    await play(stack, { ...match, steps: match.steps.slice(0, WARM_UP_EVENTS) }, 60);
    await stack.watcher.sawAt(pathOf(match), WARM_UP_EVENTS);
    let floorRows = 0;
    const sampleFloor = () =>
      sample(stack, FLOOR_TABLE, { ...(rows[0] as EventRow), id: `floor-${++floorRows}`, ord: floorRows }, [
        FLOOR_DOCUMENT,
        floorRows,
      ]);
    for (let n = 0; n < WARM_UP_EVENTS; n++) await sampleFloor();

    let played = WARM_UP_EVENTS;
    stack.commits.reset();
    const blocks = [];
    for (let block = 1; block <= BLOCKS; block++) {
      const floor: number[] = [];
      const scorecard: number[] = [];
      for (let n = 0; n < SAMPLES_PER_BLOCK; n++) {
        floor.push(await paced(sampleFloor));
        const row = rows[played++] as EventRow;
        scorecard.push(await paced(() => sample(stack, 'match_events', row, [pathOf(match), played])));
        say(`block ${block} of ${BLOCKS}: ${n + 1} of ${SAMPLES_PER_BLOCK} pairs`);
      }
      blocks.push(figuresOf(floor, scorecard));
    }
    const { floorP50Ms, floorP95Ms, ...scorecard } = medianOfBlocks(blocks);
    const { perMessage } = stack.commits;
    say(`burst: ${BURST_ROWS} rows at ${BURST_ROWS_PER_SECOND}/s`);
    return {
      bench: 'scorecard',
      results: [
        ...resultsOf('floor', { p50Ms: floorP50Ms, p95Ms: floorP95Ms }),
        ...resultsOf('scorecard', { ...scorecard, ...perMessage }),
        ...resultsOf('burst', await benchBurst(stack, burst, pathOf(burst))),
      ],
    };
  } finally {
    await stack.stop();
  }
}

function figuresOf(floor: readonly number[], scorecard: readonly number[]) {
  const [floorP50Ms, floorP95Ms] = [quantile(floor, 0.5), quantile(floor, 0.95)];
  const [p50Ms, p95Ms, p99Ms] = [quantile(scorecard, 0.5), quantile(scorecard, 0.95), quantile(scorecard, 0.99)];
  return {
    floorP50Ms,
    floorP95Ms,
    p50Ms,
    p95Ms,
    p99Ms,
    ratioToFloorP50: p50Ms / floorP50Ms,
    ratioToFloorP95: p95Ms / floorP95Ms,
    extraP95Ms: p95Ms - floorP95Ms,
  };
}

/** Time from before COMMIT of one row to the listener that has it, ms. */
async function sample(
  { connection, watcher }: BenchStack,
  table: string,
  row: EventRow,
  [path, seq]: [path: string, seq: number],
): Promise<number> {
  await connection.beginTransaction();
  await insertRow(connection, table, columnsOf(row));
  const startedMs = nowMs();
  await connection.commit();
  return (await watcher.sawAt(path, seq)) - startedMs;
}

/** Begins one sample every APART_MS. */
async function paced(takeSample: () => Promise<number>): Promise<number> {
  const [taken] = await Promise.all([takeSample(), wait(APART_MS)]);
  return taken;
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
  const middle = WARM_UP_EVENTS + (BLOCKS * SAMPLES_PER_BLOCK) / 2;
  const events = steps.slice(0, middle).flatMap((step) => step.events);
  return JSON.stringify(foldMatch({ match, squads, events })?.scorecard).length;
}
