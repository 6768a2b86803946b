import type { EventRow } from '@fanfold/game/match';
import { demoFootball } from '@fanfold/replay/demo-football';
import { nowMs } from '../clock.ts';
import { FLOOR_DOCUMENT } from '../live/floor.ts';
import type { BenchOptions } from '../live/options.ts';
import { floorSampler, measureSeries } from '../live/samples.ts';
import { type BenchStack, startBenchStack } from '../live/stack.ts';
import { type Result, resultsOf, say } from '../report.ts';
import { FanCommits } from './fan-commits.ts';
import { ActionLoad, insertAction } from './action-load.ts';

/** Of each path, in each of three blocks. */
const SAMPLES_PER_BLOCK = 40;
const DELAYED_PER_BLOCK = 30;
const FANS = 10_000;
const ACTIONS_PER_SECOND = 200;
/** Fans whose profiles are listened to, one after the other. */
const WATCHED = 20;
const WARM_UP = 25;
/** Of the floor's document: what an action writes, profile, state and month, is as large. */
const FLOOR_BYTES = 8_000;

export const PROFILE_NOTES = [
  `Rows of fan_actions, ${ACTIONS_PER_SECOND} a second of ${FANS.toLocaleString('en')} fans, go on all the time, by the same connector and function as the samples: also while the floor is measured.`,
  'A time begins before the COMMIT of a row and ends when a listener in another process has the profile that counts it.',
  'The floor: a function with a topic of its own that parses the message of its row and sets one document. Ours reads two documents, folds, and writes three.',
];

const [floorRow] = demoFootball().steps.flatMap(({ events }) => events) as [EventRow];

const watchedPath = (n: number) => `fans/watched${n % WATCHED}`;

/** Row inserted in `fan_actions` -> profile at a listener, under load, in alternation with the floor; with Firestore's delays once more. */
export async function measureProfile({ firestoreDelay }: BenchOptions): Promise<Result[]> {
  say('starting the database, emulators, functions, connector and listener');
  const commits = new FanCommits();
  const stack = await startBenchStack({
    service: 'fans',
    tables: ['fan_actions'],
    paths: [FLOOR_DOCUMENT, ...Array.from({ length: WATCHED }, (_, n) => watchedPath(n))],
    floorBytes: FLOOR_BYTES,
    firestoreDelay,
    onLine: (line) => commits.read(line),
  });
  const load = new ActionLoad(stack.mysqlUrl, FANS, ACTIONS_PER_SECOND);
  try {
    const sampleFloor = floorSampler(stack, floorRow);
    let samples = 0;
    const sampleLive = () => sampleAction(stack, samples++);
    say('warm-up');
    await load.start();
    for (let n = 0; n < WARM_UP; n++) {
      await sampleFloor();
      await sampleLive();
    }
    const series = async (name: string, pairs: number): Promise<Result[]> => {
      commits.reset();
      const before = load.inserted + samples;
      const startedMs = nowMs();
      const onPair = (block: number, taken: number) => say(`${name}, block ${block}: ${taken} of ${pairs} pairs`);
      const measured = await measureSeries({ stack, pairs, sampleFloor, sampleLive, onPair });
      const { floorP50Ms, floorP95Ms, p50Ms, p95Ms, p99Ms, ratioToFloorP50, ratioToFloorP95 } = measured;
      const actions = load.inserted + samples - before;
      const actionsPerSecond = actions / ((nowMs() - startedMs) / 1_000);
      const figures = {
        p50Ms,
        p95Ms,
        p99Ms,
        ratioToFloorP50,
        ratioToFloorP95,
        ...commits.per(actions),
        actionsPerSecond,
      };
      return [...resultsOf(name, figures), ...resultsOf(`${name} floor`, { p50Ms: floorP50Ms, p95Ms: floorP95Ms })];
    };
    const results = await series('profile', SAMPLES_PER_BLOCK);
    if (firestoreDelay) {
      stack.delayFirestore(true);
      results.push(...(await series('profile delayed', DELAYED_PER_BLOCK)));
      stack.delayFirestore(false);
    }
    return results;
  } finally {
    await load.stop();
    await stack.stop();
  }
}

/** Time from before COMMIT of one row to the listener that has the profile with it, ms. */
async function sampleAction({ connection, watcher }: BenchStack, n: number): Promise<number> {
  const fan = n % WATCHED;
  await connection.beginTransaction();
  await insertAction(connection, `sample-${n}`, `watched${fan}`);
  const startedMs = nowMs();
  await connection.commit();
  // Each action of a watched fan is a commit of its own: they come one after the other.
  return (await watcher.sawAt(watchedPath(fan), 1 + Math.floor(n / WATCHED))) - startedMs;
}
