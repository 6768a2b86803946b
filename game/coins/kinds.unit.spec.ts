import assert from 'node:assert/strict';
import { WalletInMemory, grant, request } from '../testing/coins.ts';
import { HOUSE_ACCOUNTS, POSTING_KINDS, causeOf, reversalRequest } from './index.ts';

describe('kinds of posting', () => {
  // A changed line here changes what coins are before the law: see docs/rewards.md.
  it('move coins between a fan and an account of the game, on the word of a service, and no other way', () => {
    const all = Object.entries(POSTING_KINDS).map(([kind, { direction, house, causedBy }]) =>
      [kind, direction, house ?? 'as reversed', ...causedBy].join(' '),
    );
    assert.deepEqual(all, [
      'grant in house:prizes fantasy predictions fans',
      'takeBack out house:prizes fantasy predictions fans',
      'repayment out house:prizes rewards',
      'charge out house:stakes fantasy predictions',
      'redemption out house:coupons rewards',
      'expiry out house:expired rewards',
      'reversal either as reversed rewards',
    ]);
    assert.deepEqual(Object.keys(HOUSE_ACCOUNTS), ['house:prizes', 'house:stakes', 'house:coupons', 'house:expired']);
  });

  it('never name another fan, money, or an account that is none of ours', () => {
    const wallet = new WalletInMemory();
    wallet.post(grant('a', 100, '2026-06-20'));
    wallet.post(request('fantasy:b', 'takeBack', 120));
    wallet.post(grant('c', 500));
    wallet.post(request('fantasy:d', 'charge', 10));
    wallet.post(request('rewards:redemption:e', 'redemption', 10));
    wallet.post(reversalRequest('fantasy:d', 'rewards.reversal'));
    wallet.post(grant('f', 10, '2026-06-10'));
    wallet.now = new Date('2026-06-11T00:00:00Z');
    wallet.post(grant('g', 1));
    assert.deepEqual(new Set(wallet.postings.map(({ kind }) => kind)), new Set(Object.keys(POSTING_KINDS)));
    for (const { legs, key } of wallet.postings) {
      assert.equal(legs.length, 2, key);
      assert.equal(legs[0].account, 'fan');
      assert.ok(legs[1].account in HOUSE_ACCOUNTS);
      assert.equal(legs[0].amount + legs[1].amount, 0);
    }
    assert.deepEqual(wallet.problems, []);
  });

  it('come from coins that come in by a service only: no fan and nobody who runs the app can make any', () => {
    for (const { direction, causedBy } of Object.values(POSTING_KINDS)) {
      if (direction !== 'in') continue;
      for (const cause of causedBy) assert.ok(['fantasy', 'predictions', 'fans'].includes(cause));
    }
    for (const key of ['ana:1', 'ops:1', 'shop:1', 'fantasy', ' fantasy:1', ':1', ''])
      assert.equal(causeOf(key), undefined);
  });

  it('are refused to those who may not cause them', () => {
    const wallet = new WalletInMemory();
    for (const [key, kind] of [
      ['rewards:a', 'grant'],
      ['fans:a', 'charge'],
      ['fantasy:a', 'redemption'],
      ['shop:a', 'grant'],
    ] as const)
      assert.deepEqual(wallet.post(request(key, kind, 1)), { is: 'refused', code: 'badKey' });
    assert.deepEqual(wallet.postings, []);
  });
});
