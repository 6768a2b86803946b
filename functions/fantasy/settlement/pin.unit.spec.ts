import assert from 'node:assert/strict';
import { type PrizeTier, T20_RULES, T20_SCORING } from '@fanfold/game/fantasy';
import { matchRow } from '../../../game/testing/match.ts';
import { ContestEngine } from '../engine/contest-engine.ts';
import { BlockContent } from '../entries/block-content.ts';
import { NO_ENTRIES } from '../entries/directory.ts';
import type { EntryBlock } from '../entries/block.ts';
import type { EntryRecord } from '../entries/entry-record.ts';
import { viewContest } from '../scorer/contest-view.ts';
import { NO_CONTEST_STATE } from '../scorer/state.ts';
import { outcomesOf } from './outcome.ts';
import { pinSettlement } from './pin.ts';
import { type SettlementDocument, settlementSchema } from './settlement.ts';

const match = matchRow({ sport: 'cricket', status: 'finished', final: true, eventCount: 0 });
const entries = Array.from({ length: 30 }, (_, at): EntryRecord => ({
  id: `fan${at}_1`,
  revision: 1,
  picks: [],
  powerUps: [],
}));

/** A match in which nobody has a point, by what its settlement has pinned. */
function pinned(engine: ContestEngine, salt: string, tiers: readonly PrizeTier[]): SettlementDocument {
  const terms = { name: null, rules: T20_RULES, scoring: T20_SCORING, prizes: { tiers } };
  const view = viewContest(
    engine,
    terms,
    { match, squads: [], events: [], isFull: false, now: new Date() },
    NO_CONTEST_STATE,
    null,
    true,
  );
  const settlement = pinSettlement('m', view, engine, NO_ENTRIES, NO_CONTEST_STATE, 1, salt);
  return settlementSchema.parse(settlement?.document);
}

/** Who gets one of the 10 coins for the first. */
function paid(salt: string, arrived: readonly EntryRecord[]): string[] {
  const engine = new ContestEngine(11);
  for (const entry of arrived) {
    const content = BlockContent.empty();
    content.put(entry);
    engine.load(content.pack(1));
  }
  const outcome = outcomesOf(pinned(engine, salt, [{ places: 1, coins: 10 }]));
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

describe('entries of fans who are erased', () => {
  const content = BlockContent.empty();
  for (const entry of entries) content.put(entry);
  const whole = content.pack(1);
  for (const { id } of entries.slice(0, 20)) content.erase(id);
  const left = content.pack(2);
  const halves = content.split('r').map(([, half]) => half.pack(3));
  const half = [{ share: 0.5, pool: 33 }];

  function loaded(...blocks: readonly EntryBlock[]): ContestEngine {
    const engine = new ContestEngine(11);
    for (const block of blocks) engine.load(block);
    return engine;
  }

  it('are counted once by an instance that has had them, one that has not, and one that has read their block again', () => {
    for (const blocks of [[whole, left], [left], [left, left, ...halves], halves]) {
      const { entries: stay, erased } = pinned(loaded(...blocks), 'salt', half);
      assert.deepEqual([stay, erased], [10, 20]);
    }
  });

  it('count for a share of the field, also in draws: those who stay have the first 10 of its 15 places', () => {
    const settlement = pinned(loaded(left), 'salt', half);
    const outcome = outcomesOf(settlement);
    const coins = entries.slice(20).map((entry) => outcome(entry).coins);
    // 33 coins for 15 places are 2 each, and one more for each of the first 3.
    assert.deepEqual(coins.sort(), [2, 2, 2, 2, 2, 2, 2, 3, 3, 3]);
    assert.ok(entries.slice(20).every((entry) => outcome(entry).of === 10));
  });

  it('are none in a settlement that was pinned before they were counted', () => {
    const { erased: _, ...old } = pinned(loaded(left), 'salt', half);
    assert.equal(settlementSchema.parse(old).erased, 0);
  });
});
