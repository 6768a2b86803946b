import assert from 'node:assert/strict';
import { T20_RULES, T20_SCORING } from '@fanfold/game/fantasy';
import { matchRow } from '../../../game/testing/match.ts';
import { ContestEngine } from '../engine/contest-engine.ts';
import { BlockContent } from '../entries/block-content.ts';
import { NO_ENTRIES } from '../entries/directory.ts';
import type { EntryRecord } from '../entries/entry-record.ts';
import { viewContest } from '../scorer/contest-view.ts';
import { NO_CONTEST_STATE } from '../scorer/state.ts';
import { outcomesOf } from './outcome.ts';
import { pinSettlement } from './pin.ts';
import { settlementSchema } from './settlement.ts';

const match = matchRow({ sport: 'cricket', status: 'finished', final: true, eventCount: 0 });
const entries = Array.from({ length: 30 }, (_, at): EntryRecord => ({
  id: `fan${at}_1`,
  revision: 1,
  picks: [],
  powerUps: [],
}));

/** A match in which nobody has a point, with 10 coins for the first: who gets one, by what its settlement has pinned. */
function paid(salt: string, arrived: readonly EntryRecord[]): string[] {
  const engine = new ContestEngine(11);
  for (const entry of arrived) {
    const content = BlockContent.empty();
    content.put(entry);
    engine.load(content.pack(1));
  }
  const terms = { name: null, rules: T20_RULES, scoring: T20_SCORING, prizes: { tiers: [{ places: 1, coins: 10 }] } };
  const view = viewContest(
    engine,
    terms,
    { match, squads: [], events: [], isFull: false, now: new Date() },
    NO_CONTEST_STATE,
    null,
    true,
  );
  const pinned = pinSettlement('m', view, engine, NO_ENTRIES, NO_CONTEST_STATE, 1, salt);
  assert.ok(pinned);
  const outcome = outcomesOf(settlementSchema.parse(pinned.document));
  const coins = arrived.map((entry) => ({ id: entry.id, ...outcome(entry) }));
  assert.ok(coins.every((each) => each.rank === 1 && each.of === 30 && each.coins <= 1));
  return coins.flatMap(({ id, coins: won }) => (won === 1 ? [id] : [])).sort();
}

describe('coins that tied fans cannot share', () => {
  it('go to as many as there are coins: the same ones by server and shards, however the entries came', () => {
    const winners = paid('salt', entries);
    assert.equal(winners.length, 10);
    assert.deepEqual(paid('salt', [...entries].reverse()), winners);
  });

  it('go to others with another salt', () => assert.notDeepEqual(paid('pepper', entries), paid('salt', entries)));
});
