import { readFileSync } from 'node:fs';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { playMatches } from '@fanfold/replay/play';
import { type MatchScript, startingAt } from '@fanfold/replay/script';
import { untilDocument } from '@fanfold/emulators/start/documents';
import type { EventRow } from '@fanfold/game/match';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { FLOOR_DOCUMENT } from '../live/floor.ts';
import { type BenchOptions, DELAY_NOTE } from '../live/options.ts';
import { floorSampler, measureSeries, sample, samplesOf } from '../live/samples.ts';
import { type BenchStack, startBenchStack } from '../live/stack.ts';
import { type Report, type Result, resultsOf, say } from '../report.ts';
import { quantile } from '../stats.ts';
import { ONLINE, costOfMatch } from './costs.ts';
import { seedBlocks } from './seed-blocks.ts';
import { Rebuilds } from './rebuilds.ts';
import { SAMPLE, type WritePerFan, measureWritePerFan, writePerFanMs } from './write-per-fan.ts';

const ENTRIES = [1_000, 100_000, 1_000_000];
/** Of each path, in each of three blocks. */
const SAMPLES_PER_BLOCK = 40;
/** With the delays of Firestore. */
const DELAYED_PER_BLOCK = 25;
const WARM_UP_EVENTS = 30;
/** Size of the floor's document: what the standings have in the middle of a match. */
const FLOOR_BYTES = 2_500;
const SCORER = 'scoreMatchChanges';

/** Commit to re-ranked standings and leaderboard, for three sizes of contest, each in alternation with the floor; with Firestore's delays once more. */
export async function benchFantasy({ firestoreDelay }: BenchOptions): Promise<Report> {
  const matches = ENTRIES.map((entries) => matchFor(entries));
  const paths = matches.flatMap(({ match }) => livePathsOf(match.id));
  const rebuilds = new Rebuilds();
  say('starting the database, emulators, functions, connector and listener');
  const stack = await startBenchStack({
    service: 'fantasy',
    liveFunction: SCORER,
    paths: [FLOOR_DOCUMENT, ...paths],
    floorBytes: FLOOR_BYTES,
    firestoreDelay,
    onLine: (line) => rebuilds.read(line),
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
      results.push(...(await benchSize({ stack, db, script, entries, sampleFloor, rebuilds, firestoreDelay, perFan })));
    }
    return { bench: 'fantasy', results, notes: firestoreDelay ? [...NOTES, DELAY_NOTE] : NOTES };
  } finally {
    await deleteApp(app);
    await stack.stop();
  }
}

const NOTES = [
  'Entries stand in packed blocks from the start: they were not saved one by one.',
  'A time ends when a listener in another process has both documents, standings and leaderboard, with the row in them.',
  'handle: from the rows to the end of the commit, by the log of the function; the rest of both times is the way there and back.',
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
  firestoreDelay: boolean;
  perFan: WritePerFan;
}

async function benchSize(options: SizeOptions): Promise<Result[]> {
  const { stack, db, script, entries, sampleFloor, rebuilds, firestoreDelay, perFan } = options;
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
    // The leaderboard comes with the lock, which falls with the first ball: the first row opens the innings.
    const shown = played === 0 ? paths.slice(0, 1) : paths;
    await sample(stack, 'match_events', rows[played] as EventRow, shown, played + 1);
  }
  const rebuildMs = rebuilds.msOf(id);

  const writesBefore = await writesOf(db, id);
  const sizes: LiveSizes[] = [];
  const series = (what: string, pairs: number) =>
    measureSeries({
      stack,
      pairs,
      sampleFloor,
      sampleLive: () => sample(stack, 'match_events', rows[played++] as EventRow, paths, played),
      onPair: async (block, taken) => {
        sizes.push(await sizesOf(db, id));
        say(`${name} entries${what}, block ${block}: ${taken} of ${pairs} pairs`);
      },
    });
  const { floorP50Ms, floorP95Ms, ...live } = await series('', SAMPLES_PER_BLOCK);
  const writesPerEvent = ((await writesOf(db, id)) - writesBefore) / samplesOf(SAMPLES_PER_BLOCK);
  const rssMB = rssOf(stack);
  let delayed: Result[] = [];
  if (firestoreDelay) {
    stack.delayFirestore(true);
    delayed = resultsOf(`${name} delayed`, await series(' delayed', DELAYED_PER_BLOCK));
    stack.delayFirestore(false);
  }
  say(`${name} entries: the rest of the match, for its sizes`);
  for (; played < rows.length; played++) {
    await sample(stack, 'match_events', rows[played] as EventRow, paths, played + 1);
    sizes.push(await sizesOf(db, id));
  }
  const standings = sizes.map((size) => size.standings);
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const leaderboardBytes = mean(sizes.map(({ leaderboard }) => leaderboard));
  const namesBytes = mean(sizes.map(({ names }) => names));
  const namingsPerEvent = new Set(sizes.map(({ namedBy }) => namedBy)).size / sizes.length;
  const figures = resultsOf(name, {
    floorP50Ms,
    floorP95Ms,
    ...live,
    writesPerEvent,
    standingsBytesP50: quantile(standings, 0.5),
    standingsBytesMax: Math.max(...standings),
    leaderboardBytes,
    namesBytes,
    namingsPerEvent,
    rebuildMs,
    rssMB,
    timesFasterThanWritePerFan: writePerFanMs(perFan, entries) / live.p50Ms,
    ...costOfMatch({
      events: rows.length,
      writesPerEvent,
      namingsPerEvent,
      standingsBytes: mean(standings),
      leaderboardBytes,
      namesBytes,
    }),
  });
  return [...figures, ...delayed];
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

/** Bytes of the documents under `live/` as they are sent: packed fields as bytes, the others as JSON. */
interface LiveSizes {
  standings: number;
  leaderboard: number;
  names: number;
  /** Commit whose leaderboard the names are of. */
  namedBy: number;
}

async function sizesOf(db: Firestore, contestId: string): Promise<LiveSizes> {
  const paths = [...livePathsOf(contestId), `contests/${contestId}/live/names`];
  const [standings, leaderboard, names] = await db.getAll(...paths.map((path) => db.doc(path)));
  const bytes = (data: Record<string, unknown> = {}) =>
    Object.entries(data).reduce(
      (sum, [name, value]) =>
        sum + name.length + (value instanceof Uint8Array ? value.byteLength : JSON.stringify(value).length),
      0,
    );
  const namedBy = (names?.get('rev') ?? 0) as number;
  return {
    standings: bytes(standings?.data()),
    leaderboard: bytes(leaderboard?.data()),
    names: bytes(names?.data()),
    namedBy,
  };
}

/** Resident memory of the scoring process. */
function rssOf({ host }: BenchStack): number {
  const pid = host.processes.get(SCORER)?.pid;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
