import assert from 'node:assert/strict';
import { WalletInMemory, request } from '../../game/testing/coins.ts';
import { liveWallet, matchIdsOf, statementOf } from './wallet.ts';

const NOW = new Date('2026-06-10T12:00:00Z');

describe('a wallet on a phone', () => {
  it('has nothing before its first posting', () =>
    assert.deepEqual(liveWallet(null, NOW), { available: 0, debt: 0, expiring: [] }));

  it('has no more coins whose last day is over, also before that is posted', () => {
    const coins = { available: 60, debt: 0, lots: { '2026-06-09': 10, '2026-06-10': 20 }, expired: {} };
    assert.deepEqual(liveWallet({ balances: { coins } }, NOW), {
      available: 50,
      debt: 0,
      expiring: [{ on: '2026-06-10', amount: 20 }],
    });
  });
});

describe('a statement', () => {
  const wallet = new WalletInMemory();
  const prize = (key: string, amount: number, rank: number, of: number) =>
    request(`fantasy:${key}`, 'grant', amount, { reason: 'fantasy.prize', body: { matchId: 'm1', rank, of } });
  wallet.post(prize('a', 50, 3, 1204));
  wallet.post(prize('b', 5, 2, 10));
  wallet.post(request('rewards:c', 'redemption', 20, { reason: 'rewards.redemption', body: { title: 'Tea' } }));
  const newestFirst = wallet.postings.toReversed();

  it('says why coins came and went, by the names of matches and coupons', () => {
    const { lines, hasMore } = statementOf(newestFirst, 3, new Map([['m1', 'Herons v Lynx']]));
    assert.deepEqual(
      lines.map(({ words, amount, balance }) => [words, amount, balance]),
      [
        ['Tea', -20, 35],
        ['2nd of 10 in Herons v Lynx', 5, 55],
        ['3rd of 1,204 in Herons v Lynx', 50, 50],
      ],
    );
    assert.equal(hasMore, false);
  });

  it('holds as many lines as are wanted, and says that there are others', () => {
    const { lines, hasMore } = statementOf(newestFirst, 2, new Map());
    assert.deepEqual([lines.length, hasMore, lines[1]?.words], [2, true, '2nd of 10']);
  });

  it('asks for each match once', () => assert.deepEqual(matchIdsOf(newestFirst), ['m1']));
});
