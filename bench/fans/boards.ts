import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '@fanfold/emulators/ports';
import { startServices } from '@fanfold/emulators/stack/services';
import { startSuite } from '@fanfold/emulators/suite/suite';
import { BoardStore } from '@fanfold/fans/boards/board-store';
import { BLOCKS, BoardTable } from '@fanfold/fans/boards/board-table';
import { openPeriods } from '@fanfold/game/boards';
import { DEFAULT_RULES } from '@fanfold/game/fans';
import { decodeRanks } from '@fanfold/game/ranks';
import { seededRandom } from '@fanfold/replay/random';
import { initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { nowMs } from '../clock.ts';
import { type Result, resultsOf, say } from '../report.ts';
import { quantile } from '../stats.ts';
import { BoardCommits } from './board-commits.ts';

const PROJECT = 'demo-fanfold-bench-boards';
const SIZES = [10_000, 1_000_000];
const CHANGES_PER_SECOND = 200;
const SECONDS = 60;
const COUNTRIES = ['DE', 'IN', 'BR', 'GB', 'AU', 'ZA', 'NG', 'AR', 'ES', 'PK'];
/** XP of all time: half of the fans have less than this. */
const MEDIAN_XP = 8_000;

interface Fan {
  uid: string;
  xp: number;
  week: number;
  country: string;
}

export const BOARDS_NOTES = [
  `boards: ${CHANGES_PER_SECOND} changes of profiles a second, from the write of fans/{uid} to a listener of the ranks of everybody. Each is on the boards of everybody and of`,
  'one of ten countries, of all time and of two weeks. Writes are those of the boards, deletes among them. The fans stand in blocks before; loadedSeconds: a new instance reads them.',
  'Aims: at most 5 s behind, and writes that do not depend on the number of fans.',
];

/** Changes of profiles -> boards of ten countries and of everybody at a listener, whatever the number of fans. */
export async function measureBoards(): Promise<Result[]> {
  const results: Result[] = [];
  for (const size of SIZES) results.push(...(await measure(size)));
  return results;
}

async function measure(size: number): Promise<Result[]> {
  const name = `boards of ${size.toLocaleString('en')}`;
  say(`${name}: starting the emulators`);
  const ports = await Promise.all(Array.from({ length: 5 }, freePort));
  const [auth = 0, firestore = 0, pubsub = 0, hub = 0, logging = 0] = ports;
  const suite = await startSuite({
    projectId: PROJECT,
    only: ['firestore', 'pubsub'],
    ports: { auth, firestore, pubsub, hub, logging },
  });
  const { env } = suite;
  Object.assign(process.env, env);
  const db = getFirestore(initializeApp({ projectId: PROJECT }, `boards-${size}`));
  const commits = new BoardCommits();
  try {
    const fans = inventFans(size);
    await store(db, fans, (share) => say(`${name}: ${Math.round(100 * share)} % of the fans are stored`));
    const host = await startServices({
      projectId: PROJECT,
      env,
      only: ['fans'],
      onLine: (_, line) => commits.read(line),
    });
    try {
      return await change(db, fans, name, commits);
    } finally {
      await host.stop();
    }
  } finally {
    await db.terminate();
    await suite.stop();
  }
}

/** XP as it is spread over fans of a game: few have many times what most have (a log-normal distribution). */
function inventFans(size: number): Fan[] {
  const random = seededRandom(5);
  const spread = (median: number, sigma: number) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.ceil(median * Math.exp(sigma * normal));
  };
  return Array.from({ length: size }, (_, n) => ({
    uid: `bench-${String(n).padStart(20, '0')}`,
    xp: spread(MEDIAN_XP, 1.2),
    week: spread(200, 0.8),
    country: COUNTRIES[n % COUNTRIES.length] as string,
  }));
}

/** As if all fans had been counted before: their blocks. */
async function store(db: Firestore, fans: readonly Fan[], onStored: (share: number) => void): Promise<void> {
  const open = openPeriods(DEFAULT_RULES.seasons, Date.now()).map(({ id, closesAt }) => ({ id, closesAt }));
  const periods = open.map(({ id }) => id);
  const [all = '', week = ''] = periods;
  const table = new BoardTable();
  for (const period of periods) table.open(period);
  for (const { uid, xp, week: ofWeek, country } of fans) {
    const scores = new Map([
      [all, xp],
      [week, ofWeek],
    ]);
    table.put({ uid, version: 1, entry: { country, team: null, scores } });
  }
  const boards = new BoardStore(db);
  let directory = await boards.directory();
  for (let number = 0; number < BLOCKS; number++) {
    const blocks = directory.blocks.map((rev, at) => (at === number ? directory.rev + 1 : rev));
    const block = { number, fans: table.takeBlock(number) };
    ({ directory } = await boards.commit(
      directory,
      { at: 0, periods: open, closing: [], closed: [], blocks },
      { fans: [], block, documents: new Map() },
    ));
    if (number % 32 === 31) onStored((number + 1) / BLOCKS);
  }
}

/** Each change gives one XP: the sum of all says how many of them a listener has. */
async function change(db: Firestore, fans: readonly Fan[], name: string, commits: BoardCommits): Promise<Result[]> {
  const random = seededRandom(6);
  const sentAt: number[] = [];
  const behindMs: number[] = [];
  const base = fans.reduce((sum, { xp }) => sum + xp, 0);
  let bytes = 0;
  let onSeen: () => void = () => undefined;
  const unsubscribe = db.doc('boards/all/live/standings').onSnapshot((snapshot) => {
    const ranks = snapshot.get('ranks') as Uint8Array | undefined;
    if (!ranks) return;
    bytes = ranks.length;
    const { scores, counts } = decodeRanks(ranks);
    const seen = scores.reduce((sum, score, at) => sum + score * (counts[at] as number), 0) - base;
    while (behindMs.length < seen) behindMs.push(nowMs() - (sentAt[behindMs.length] ?? nowMs()));
    onSeen();
  });
  const [, week] = openPeriods(DEFAULT_RULES.seasons, Date.now());
  const send = async () => {
    const fan = fans[Math.floor(random() * fans.length)] as Fan;
    fan.xp++;
    fan.week++;
    sentAt.push(nowMs());
    const { uid, xp, country } = fan;
    await db.doc(`fans/${uid}`).set({ name: uid, avatar: 'lion', country, xp, weeks: { [week?.key ?? '']: fan.week } });
  };
  const untilSeen = async (changes: number) => {
    while (behindMs.length < changes) await new Promise<void>((seen) => (onSeen = seen));
  };
  say(`${name}: the function reads all fans`);
  await send();
  await untilSeen(1);
  commits.reset();
  const startedMs = nowMs();
  const pending: Promise<void>[] = [];
  for (let sent = 0; sent < SECONDS * CHANGES_PER_SECOND; sent++) {
    const dueMs = startedMs + (sent * 1_000) / CHANGES_PER_SECOND;
    if (dueMs > nowMs()) await wait(dueMs - nowMs());
    if (sent % (10 * CHANGES_PER_SECOND) === 0) say(`${name}: ${sent} of ${SECONDS * CHANGES_PER_SECOND} changes`);
    pending.push(send());
  }
  await Promise.all(pending);
  await untilSeen(sentAt.length);
  const minutes = (nowMs() - startedMs) / 60_000;
  unsubscribe();
  const measured = behindMs.slice(1);
  return resultsOf(name, {
    fans: fans.length,
    secondsBehindP50: quantile(measured, 0.5) / 1_000,
    secondsBehindP95: quantile(measured, 0.95) / 1_000,
    changesPerMinute: measured.length / minutes,
    writesPerMinute: commits.writes / minutes,
    standingsKB: bytes / 1_024,
    loadedSeconds: commits.loadMs / 1_000,
  });
}
