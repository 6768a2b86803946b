import assert from 'node:assert/strict';
import { type MatchScript, rowsOf } from '@fanfold/replay/script';
import { type Contest, type Entry, type Team, pointsTimeline, prizeOf, scoreEntry } from '@fanfold/game/fantasy';
import { type RankTable, rankOf, rankTable } from '@fanfold/game/ranks';
import type { Firestore } from 'firebase-admin/firestore';
import type { Page } from 'playwright-core';
import { textOf } from './browser.ts';

type SavedEntry = Entry & Team & { uid: string; revision: number };

/** How an entry of Firestore ended, by brute force over all of them. */
export interface Ending {
  points: number;
  rank: number;
  of: number;
  table: RankTable;
}

export async function entriesOf(db: Firestore, contestId: string): Promise<Map<string, SavedEntry>> {
  const { docs } = await db.collection(`contests/${contestId}/entries`).get();
  return new Map(docs.map((entry) => [entry.id, entry.data() as SavedEntry]));
}

/** The one entry of a fan who calls themselves so. */
export async function entryOf(db: Firestore, contestId: string, fan: string): Promise<SavedEntry & { id: string }> {
  const { docs } = await db.collection('fans').where('name', '==', fan).get();
  const fans = docs.map(({ id }) => id);
  const found = [...(await entriesOf(db, contestId))].filter(([, { uid }]) => fans.includes(uid));
  assert.equal(found.length, 1, `one entry of ${fan}`);
  const [[id, entry]] = found as [[string, SavedEntry]];
  return { ...entry, id };
}

/** That the page, after the match, shows a fan what the rows say; and what it says he has won. */
export async function assertEnding(
  page: Page,
  db: Firestore,
  script: MatchScript,
  contest: Contest,
  fan: string,
): Promise<Ending> {
  await page.getByTestId('my-result').waitFor();
  const { id: entryId } = await entryOf(db, script.match.id, fan);
  const ending = await endingOf(db, script, contest, entryId);
  const { points, rank, of, table } = ending;
  assert.equal(await textOf(page, 'my-points'), printed(points));
  assert.equal(await textOf(page, 'my-rank'), String(rank));
  assert.equal(await textOf(page, 'my-of'), String(of));
  assert.equal(await textOf(page, 'why-total'), printed(points));
  const parts = await page
    .getByTestId('why-player-points')
    .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('data-points'))));
  assert.equal(parts.length, contest.rules.picks);
  assert.equal(
    parts.reduce((sum, part) => sum + part, 0),
    points,
  );

  const result = await db.doc(`contests/${script.match.id}/results/${entryId}`).get();
  const coins = result.get('coins') as number;
  assert.ok(
    [false, true].some((drawn) => coins === prizeOf(contest.prizes, table, points, drawn)),
    `${coins} coins are the prize of rank ${rank}`,
  );
  const words = await textOf(page, 'my-result');
  assert.equal(words, `Final: rank ${rank} of ${of} · ${coins.toLocaleString('en')} coins`);
  return ending;
}

async function endingOf(db: Firestore, script: MatchScript, contest: Contest, entryId: string): Promise<Ending> {
  const timeline = pointsTimeline(rowsOf(script), contest.scoring);
  const entries = await entriesOf(db, script.match.id);
  const table = rankTable([...entries.values()].map((entry) => scoreEntry(entry, timeline)));
  const points = scoreEntry(entries.get(entryId) as Entry, timeline);
  return { points, rank: rankOf(table, points).rank, of: entries.size, table };
}

/** Hundredths of a point as the page prints them. */
export function printed(points: number): string {
  return (points / 100).toLocaleString('en', { maximumFractionDigits: 2 });
}
