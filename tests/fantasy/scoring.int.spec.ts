import assert from 'node:assert/strict';
import { seededRandom } from '@fanfold/replay/random';
import type { EntryRecord } from '@fanfold/fantasy/engine/roster';
import type { Pace } from '@fanfold/kit/commit';
import type { Scorer } from '@fanfold/fantasy/scorer/scorer';
import { type Contest, decodeRanks, decodeTimeline, rankOf, scoreEntry } from '@fanfold/game/fantasy';
import type { Fate } from '../folding/instance.ts';
import { type Random, randomHistory } from '../folding/random-history.ts';
import { AT_ONCE, type Delivery, PACED, deliverRoughly } from '../folding/rough-delivery.ts';
import { runCases } from '../support/cases.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { contentOfContest } from './contest-content.ts';
import { powerUpOf, randomEntries } from './random-entries.ts';
import { type Published, nothingPublished, startScorer } from './scorer-instance.ts';

/** `SCORING_CASES=1000 SCORING_SEED=1 npm run test:int` runs more, or others. */
const CASES = Number(process.env['SCORING_CASES'] ?? 60);
const FIRST_SEED = Number(process.env['SCORING_SEED'] ?? 1);
const BLOCK = 20;
/** Cases that run at once, each in databases of its own. */
const LANES = 4;
/** Of the cases, so many at production's pace too. */
const PACED_SHARE = 5;
const ENTRIES = 25;
const HUNDRED_POINTS = 10_000;

describe('scoring: any order, any number of times, any crash', () => {
  let lanes: { straight: TestFirestore; rough: TestFirestore }[];

  before(() => {
    lanes = Array.from({ length: LANES }, () => ({ straight: openFirestore(), rough: openFirestore() }));
  });
  after(() => Promise.all(lanes.flatMap(({ straight, rough }) => [straight.close(), rough.close()])));

  function block(first: number, last: number, pace: Pace, name: string): void {
    it(`ends in identical contests, whoever scored them${name} (cases ${first} to ${last})`, function () {
      this.timeout(300_000);
      return runCases(lanes, { first, last }, ({ straight, rough }, seed) => compare(straight, rough, seed, pace));
    });
  }

  for (let first = FIRST_SEED; first < FIRST_SEED + CASES; first += BLOCK) {
    block(first, Math.min(first + BLOCK, FIRST_SEED + CASES) - 1, AT_ONCE, '');
  }
  block(FIRST_SEED, FIRST_SEED + Math.ceil(CASES / PACED_SHARE) - 1, PACED, " at production's pace");
});

async function compare(straight: TestFirestore, rough: TestFirestore, seed: number, pace: Pace): Promise<void> {
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
    (message): Delivery<Scorer> =>
      (instance) =>
        instance.handle(message),
  );
  const saves = entries.flat().map(
    (entry): Delivery<Scorer> =>
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
  await assertBruteForce(rough, matchId, entries, published, seed);

  // Whoever comes cold finds all as it should be.
  const fence = rough.db.doc(`matches/${matchId}/state/fantasy`);
  const before = (await fence.get()).get('rev') as number;
  const cold = startScorer(rough.db);
  await cold.tick(matchId);
  for (const message of messages.slice(-3)) await cold.handle(message);
  assert.equal((await fence.get()).get('rev'), before, `a cold instance had something to write, seed ${seed}`);
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

/** Totals and ranks of everybody, and that whoever has reached a hundred points was told so. */
async function assertBruteForce(
  { db }: TestFirestore,
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
