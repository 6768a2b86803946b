import assert from 'node:assert/strict';
import { seededRandom } from '@fanfold/replay/random';
import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';
import type { Pace } from '@fanfold/kit/commit';

import type { Firestore } from 'firebase-admin/firestore';
import { type Contest, decodeTimeline, scoreEntry } from '@fanfold/game/fantasy';
import { decodeRanks, rankOf } from '@fanfold/game/ranks';
import type { Place as FoldingPlace } from '../folding/compare.ts';
import type { Fate } from '../folding/instance.ts';
import { type Random, randomHistory } from '../folding/random-history.ts';
import { type Delivery, deliverRoughly } from '../folding/rough-delivery.ts';
import { contentOfContest } from './contest-content.ts';
import { powerUpOf, randomEntries } from './random-entries.ts';
import { type Published, type ScoringInstance, nothingPublished, startScorer } from './scorer-instance.ts';

const ENTRIES = 25;
const HUNDRED_POINTS = 10_000;

/** A database of a case. */
type Place = Pick<FoldingPlace, 'db' | 'clear'>;

/**
 * Asserts that a match and its teams, delivered roughly at this pace, end in the same contest as when all comes at once, in ranks as brute force has
 * them, and in nothing left to write.
 */
export async function compareContests(straight: Place, rough: Place, seed: number, pace: Pace): Promise<void> {
  const random = seededRandom(seed);
  const { messages } = randomHistory(random);
  const matchId = matchOf(messages);
  const entries = revisedEntries(random, messages);
  await Promise.all([straight.clear(), rough.clear()]);

  const scorer = startScorer(straight.db);
  const all = messages.flatMap((message) => JSON.parse(message) as unknown[]);
  await scorer.handle(JSON.stringify(all));
  for (const revisions of entries) {
    for (const entry of revisions) await scorer.enter(matchId, matchId, entry);
  }

  const rows = messages.map(
    (message): Delivery<ScoringInstance> =>
      (instance) =>
        instance.handle(message),
  );
  const saves = entries.flat().map(
    (entry): Delivery<ScoringInstance> =>
      (instance) =>
        instance.enter(matchId, matchId, entry),
  );
  const once = [...rows, ...saves];
  const published = nothingPublished();
  const start = (fate: Fate) => startScorer(rough.db, published, fate, undefined, pace);
  await deliverRoughly([...once, ...once.filter(() => random() < 0.3)], { random, pace, start });

  const expected = await contentOfContest(straight.db, matchId);
  const found = await contentOfContest(rough.db, matchId);
  assert.deepEqual(found, expected, `contest of seed ${seed}`);
  const top = ((found['board'] as { top?: { uid: string }[] }).top ?? []).map(({ uid }) => uid);
  assert.deepEqual(found['named'], top.sort(), `names of seed ${seed}`);
  await assertBruteForce(rough, matchId, entries, published, seed);

  // A cold instance finds all as it should be. A delete that comes again may be noted again, where a snapshot had made it needless.
  const before = await revsOf(rough.db, matchId);
  const cold = startScorer(rough.db);
  await cold.tick(matchId);
  assert.deepEqual(await revsOf(rough.db, matchId), before, `a cold instance had something to write, seed ${seed}`);
  for (const message of messages.slice(-3)) await cold.handle(message);
  const { state: _, ...shown } = await revsOf(rough.db, matchId);
  assert.deepEqual({ ...shown, state: before.state }, before, `repeats had something to show, seed ${seed}`);
}

/** The commits that the state and the documents of a contest are of. */
async function revsOf(db: Firestore, matchId: string) {
  const paths = [
    `matches/${matchId}/state/fantasy`,
    ...['', '/live/standings', '/live/leaderboard'].map((path) => `contests/${matchId}${path}`),
  ];
  const [state, ...shown] = (await db.getAll(...paths.map((path) => db.doc(path)))).map((each): unknown =>
    each.get('rev'),
  );
  return { state, shown };
}

/** Each entry as it was saved, some of them again with another team, some with a power-up in the end. */
function revisedEntries(random: Random, messages: readonly string[]): EntryRecord[][] {
  const players = playersOf(messages);
  return randomEntries(random, players, ENTRIES, { powered: 0 }).map((entry) => {
    const revisions = [entry];
    if (random() < 0.4) {
      const [other] = randomEntries(random, players, 1, { powered: 0 }) as [EntryRecord];
      revisions.push({ ...other, id: entry.id, revision: 2 });
    }
    const last = revisions.at(-1) as EntryRecord;
    if (random() < 0.5) {
      const team = last.picks.map(({ playerId }) => playerId);
      const powerUps = [powerUpOf(random, team, 2, 20)];
      revisions.push({ ...last, revision: last.revision + 1, powerUps });
    }
    return revisions;
  });
}

/** Totals and ranks of everybody, and that everybody with a hundred points was told so. */
async function assertBruteForce(
  { db }: Place,
  matchId: string,
  entries: readonly EntryRecord[][],
  { activities }: Published,
  seed: number,
): Promise<void> {
  const standings = await db.doc(`contests/${matchId}/live/standings`).get();
  const contest = (await db.doc(`contests/${matchId}`).get()).data() as Contest | undefined;
  if (!contest || !standings.exists) return;
  const timeline = decodeTimeline(standings.get('timeline') as Uint8Array);
  const table = decodeRanks(standings.get('ranks') as Uint8Array);
  const final = entries.map((revisions) => revisions.at(-1) as EntryRecord);
  const totals = final.map((entry) => scoreEntry(entry, timeline)).sort((a, b) => b - a);
  assert.equal(table.entries, totals.length, `entries of seed ${seed}`);
  for (const total of totals)
    assert.deepEqual(rankOf(table, total).rank, totals.indexOf(total) + 1, `rank of ${total}, seed ${seed}`);
  if (contest.status === 'void') return;
  const told = new Set(activities.map(({ id }) => id));
  for (const entry of final) {
    if (scoreEntry(entry, timeline) < HUNDRED_POINTS) continue;
    assert.ok(told.has(`fantasy:${matchId}:${entry.id}:hundredPoints`), `${entry.id} was not told, seed ${seed}`);
  }
}

function matchOf(messages: readonly string[]): string {
  const [first] = JSON.parse(messages[0] ?? '[]') as { after: { id: string } }[];
  return first?.after.id ?? '';
}

function playersOf(messages: readonly string[]): string[] {
  const changes = messages.flatMap(
    (message) => JSON.parse(message) as { source: { table: string }; after?: { player_id: string } }[],
  );
  const squads = changes.flatMap(({ source, after }) => (source.table === 'squads' && after ? [after.player_id] : []));
  return [...new Set(squads)];
}
