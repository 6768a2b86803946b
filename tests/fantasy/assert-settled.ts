import assert from 'node:assert/strict';
import { type Result, resultSchema } from '@fanfold/fantasy/settlement/settlement';
import { DEFAULT_PRIZES, coinsOfPlaces, scoreEntry } from '@fanfold/game/fantasy';
import type { Firestore } from 'firebase-admin/firestore';
import type { Receivers } from './receivers.ts';
import { MATCH, type SettledMatch } from './settled-match.ts';

export async function resultsOf(db: Firestore): Promise<Map<string, Result>> {
  const { docs } = await db.collection(`contests/${MATCH}/results`).get();
  return new Map(docs.map((result) => [result.id, resultSchema.parse(result.data())]));
}

/**
 * All is as it should be once a settlement has ended: results are those of the match and the entries, by brute force; the ledger has what they
 * say, no more and no less than the prize table; and what each fan was told last is what stands.
 */
export async function assertSettled(match: SettledMatch, receivers: Receivers): Promise<Map<string, Result>> {
  const results = await resultsOf(match.db);
  const entries = [...match.entries.values()];
  assert.deepEqual([...results.keys()].sort(), entries.map(({ id }) => id).sort());
  const { timeline, isVoid } = match;
  const field = entries.length + match.erasedEntries;
  const pointsOf = new Map(entries.map((entry) => [entry, scoreEntry(entry, timeline)]));
  const totals = [...pointsOf.values()].sort((a, b) => b - a);
  const firstAt = new Map([...totals.entries()].reverse().map(([at, points]) => [points, at]));
  const tiedAt = new Map<number, number>();
  for (const points of totals) tiedAt.set(points, (tiedAt.get(points) ?? 0) + 1);
  const latest = Math.max(...match.asked);
  for (let n = 1; n <= latest; n++) assert.deepEqual(await match.unsettled(n), [], `settlement ${n}`);

  for (const entry of entries) {
    const result = results.get(entry.id) as Result;
    const points = pointsOf.get(entry) ?? 0;
    const rank = isVoid ? null : (firstAt.get(points) ?? NaN) + 1;
    assert.deepEqual(
      [`${result.uid}_${result.n}`, result.rank, result.of, result.void, result.settlement],
      [entry.id, rank, entries.length, isVoid, latest],
    );
    if (rank === null) assert.equal(result.coins, 0);
    else {
      assert.equal(result.points, points, `points of ${entry.id}`);
      const tied = tiedAt.get(points) ?? 0;
      const share = coinsOfPlaces(DEFAULT_PRIZES, field, rank, tied) / tied;
      assert.ok([Math.floor(share), Math.ceil(share)].includes(result.coins), `${result.coins} of ${share} coins`);
    }
    const granted = Object.values(result.grants).reduce((sum, amount) => sum + amount, 0);
    assert.equal(granted, result.coins, `grants of ${entry.id}`);
    assert.equal(receivers.paid(entry.id), result.coins, `ledger of ${entry.id}`);
    const told = receivers.news(entry.id).at(-1);
    assert.deepEqual([told?.body['rank'], told?.body['coins']], [result.rank, result.coins], `news of ${entry.id}`);
    assert.equal(told?.uid, result.uid);
  }
  const paid = [...receivers.grants.values()].reduce((sum, { amount }) => sum + amount, 0);
  assert.equal(paid, isVoid ? 0 : coinsOfPlaces(DEFAULT_PRIZES, field, 1, entries.length));
  return results;
}
