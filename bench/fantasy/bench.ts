import { readFileSync } from 'node:fs';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { playMatches } from '@fanfold/replay/play';
import { type MatchScript, startingAt } from '@fanfold/replay/script';
import { untilDocument } from '@fanfold/emulators/start/documents';
import type { EventRow } from '@fanfold/game/match';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { FLOOR_DOCUMENT } from '../live/floor.ts';
import { HandlingTimes } from '../live/handling-times.ts';
import { floorSampler, sample, samplePairs } from '../live/samples.ts';
import { type BenchStack, startBenchStack } from '../live/stack.ts';
import { type Report, type Result, resultsOf, say } from '../report.ts';
import { medianOfBlocks, quantile } from '../stats.ts';
import { ONLINE, costOfMatch } from './costs.ts';
import { seedBlocks } from './seed-blocks.ts';
import { Rebuilds } from './rebuilds.ts';
import { SAMPLE, type WritePerFan, measureWritePerFan, writePerFanMs } from './write-per-fan.ts';

const ENTRIES = [1_000, 100_000, 1_000_000];
const BLOCKS = 3;
/** Of each path. */
const SAMPLES_PER_BLOCK = 40;
const WARM_UP_EVENTS = 30;
/** Size of the floor's document: what the standings have in the middle of a match. */
const FLOOR_BYTES = 2_500;
const SCORER = 'fantasy-scoring';

/** Commit to re-ranked standings and leaderboard, for three sizes of contest, each in alternation with the floor. */
export async function benchFantasy(): Promise<Report> {
  const matches = ENTRIES.map((entries) => matchFor(entries));
  const paths = matches.flatMap(({ match }) => livePathsOf(match.id));
  const rebuilds = new Rebuilds();
  const handling = { live: new HandlingTimes('commit'), floor: new HandlingTimes('floor') };
  say('starting the database, emulators, functions, connector and listener');
  const stack = await startBenchStack({
    services: ['fantasy'],
    paths: [FLOOR_DOCUMENT, ...paths],
    floorBytes: FLOOR_BYTES,
    onLine: (line) => {
      for (const reader of [rebuilds, handling.live, handling.floor]) reader.read(line);
    },
  });
  Object.assign(process.env, stack.env);
  const app = initializeApp({ projectId: stack.projectId });
  const db = getFirestore(app);
  try {
    say(`what others do: a document for each of ${SAMPLE.toLocaleString('en')} fans`);
    const eleven = (matches[0]?.squads ?? []).slice(0, 11);
    const perFan = await measureWritePerFan(
      db,
      eleven.map(({ playerId }) => ({ playerId, multiplier: 1 })),
    );
    const rows = matches[0]?.steps.flatMap(({ events }) => events) ?? [];
    const sampleFloor = floorSampler(stack, rows[0] as EventRow);
    say(`warm-up of the floor: ${WARM_UP_EVENTS} rows`);
    for (let n = 0; n < WARM_UP_EVENTS; n++) await sampleFloor();
    const results: Result[] = resultsOf('a write per fan', { ...perFan });
    for (const [at, entries] of ENTRIES.entries()) {
      const script = matches[at] as MatchScript;
      results.push(...(await benchSize({ stack, db, script, entries, sampleFloor, rebuilds, handling, perFan })));
    }
    return { bench: 'fantasy', results, notes: NOTES };
  } finally {
    await deleteApp(app);
    await stack.stop();
  }
}

const NOTES = [
  'Entries stand in packed blocks from the start: they were not saved one by one.',
  'A time ends when a listener in another process has both documents, standings and leaderboard, with the row in them.',
  'The emulator pushes every 100 ms, which is most of both times. handled: from the rows to the end of the commit, by the log of the function.',
  `A write per fan: the points of ${SAMPLE.toLocaleString('en')} documents that have a team each, updated by an unthrottled BulkWriter, then orderBy(points) for the`,
  'top 100 and count() for one rank; timesFasterThanWritePerFan is that over our p50. Other sizes are scaled from it, the writes alone.',
  `Costs of a match: ${ONLINE.toLocaleString('en')} fans listen, a tenth of them to the leaderboard; list prices of us-central1; every event is a commit.`,
];

interface SizeOptions {
  stack: BenchStack;
  db: Firestore;
  script: MatchScript;
  entries: number;
  sampleFloor: () => Promise<number>;
  rebuilds: Rebuilds;
  handling: Record<'live' | 'floor', HandlingTimes>;
  perFan: WritePerFan;
}

async function benchSize(options: SizeOptions): Promise<Result[]> {
  const { stack, db, script, entries, sampleFloor, rebuilds, handling, perFan } = options;
  const name = String(entries);
  const { id } = script.match;
  const paths = livePathsOf(id);
  const rows = script.steps.flatMap(({ events }) => events);
  say(`${name} entries: packing them`);
  await play(stack, { ...script, steps: [] });
  await untilAnnounced(db, script);
  await seedBlocks(db, id, entries);
  // A cold instance, which has this contest alone in memory.
  await stack.host.restart(SCORER);
  say(`${name} entries: warm-up, from a cold start`);
  let played = 0;
  for (; played < WARM_UP_EVENTS; played++) {
    await sample(stack, 'match_events', rows[played] as EventRow, paths, played + 1);
  }
  const rebuildMs = rebuilds.msOf(id);

  for (const times of Object.values(handling)) times.reset();
  const writesBefore = await writesOf(db, id);
  const sizes: { standings: number; leaderboard: number }[] = [];
  const blocks = [];
  for (let block = 1; block <= BLOCKS; block++) {
    const figures = await samplePairs({
      pairs: SAMPLES_PER_BLOCK,
      sampleFloor,
      sampleLive: () => sample(stack, 'match_events', rows[played++] as EventRow, paths, played),
      onPair: async (taken) => {
        sizes.push(await sizesOf(db, paths));
        say(`${name} entries, block ${block} of ${BLOCKS}: ${taken} of ${SAMPLES_PER_BLOCK} pairs`);
      },
    });
    blocks.push(figures);
  }
  const sampled = BLOCKS * SAMPLES_PER_BLOCK;
  const writesPerEvent = ((await writesOf(db, id)) - writesBefore) / sampled;
  const rssMB = rssOf(stack);
  const handled = {
    handledP50Ms: handling.live.at(0.5),
    handledP95Ms: handling.live.at(0.95),
    floorHandledP50Ms: handling.floor.at(0.5),
    floorHandledP95Ms: handling.floor.at(0.95),
  };
  say(`${name} entries: the rest of the match, for its sizes`);
  for (; played < rows.length; played++) {
    await sample(stack, 'match_events', rows[played] as EventRow, paths, played + 1);
    sizes.push(await sizesOf(db, paths));
  }
  const { floorP50Ms, floorP95Ms, ...live } = medianOfBlocks(blocks);
  const standings = sizes.map((size) => size.standings);
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const leaderboardBytes = mean(sizes.map(({ leaderboard }) => leaderboard));
  return resultsOf(name, {
    floorP50Ms,
    floorP95Ms,
    ...live,
    ...handled,
    writesPerEvent,
    standingsBytesP50: quantile(standings, 0.5),
    standingsBytesMax: Math.max(...standings),
    leaderboardBytes,
    rebuildMs,
    rssMB,
    timesFasterThanWritePerFan: writePerFanMs(perFan, entries) / live.p50Ms,
    ...costOfMatch({ events: rows.length, writesPerEvent, standingsBytes: mean(standings), leaderboardBytes }),
  });
}

function matchFor(entries: number): MatchScript {
  const id = `bench-${entries}`;
  const script = startingAt(demoCricket(), new Date(Date.now() + 86_400_000));
  return {
    match: { ...script.match, id },
    squads: script.squads.map((row) => ({ ...row, matchId: id })),
    steps: script.steps.map((step) => ({
      ...step,
      events: step.events.map((row) => ({ ...row, id: `${id}-${row.id}`, matchId: id })),
    })),
  };
}

function livePathsOf(contestId: string): string[] {
  return [`contests/${contestId}/live/standings`, `contests/${contestId}/live/leaderboard`];
}

function play({ mysqlUrl }: BenchStack, script: MatchScript): Promise<void> {
  return playMatches([script], { mysqlUrl, speed: 0, signal: new AbortController().signal });
}

function untilAnnounced(db: Firestore, { match, squads }: MatchScript): Promise<unknown> {
  const isWhole = (players: unknown[] | undefined) => players?.length === squads.length;
  return untilDocument(db, `contests/${match.id}`, (contest) =>
    isWhole(contest.get('players') as unknown[] | undefined),
  );
}

async function writesOf(db: Firestore, matchId: string): Promise<number> {
  return (await db.doc(`matches/${matchId}/state/fantasy`).get()).get('writes') as number;
}

/** Bytes of both documents as they are sent: packed fields as bytes, the others as JSON. */
async function sizesOf(db: Firestore, paths: readonly string[]): Promise<{ standings: number; leaderboard: number }> {
  const [standings, leaderboard] = await db.getAll(...paths.map((path) => db.doc(path)));
  const bytes = (data: Record<string, unknown> = {}) =>
    Object.entries(data).reduce(
      (sum, [name, value]) =>
        sum + name.length + (value instanceof Uint8Array ? value.byteLength : JSON.stringify(value).length),
      0,
    );
  return { standings: bytes(standings?.data()), leaderboard: bytes(leaderboard?.data()) };
}

/** Resident memory of the scoring process. */
function rssOf({ host }: BenchStack): number {
  const pid = host.processes.get(SCORER)?.part.child.pid;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
