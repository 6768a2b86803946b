import assert from 'node:assert/strict';
import { WalletInMemory, grant, request } from '../testing/coins.ts';
import { MAX_AMOUNT, type PostingDecision, expiringCoins, nextExpiry, reversalRequest, spendable } from './index.ts';

const charge = (key: string, amount: number) => request(`fantasy:${key}`, 'charge', amount);
const takeBack = (key: string, amount: number) => request(`fantasy:${key}`, 'takeBack', amount);

function codeOf(decision: PostingDecision): string {
  return decision.is === 'refused' ? decision.code : decision.is;
}

describe('deciding on a posting', () => {
  let wallet: WalletInMemory;

  beforeEach(() => (wallet = new WalletInMemory()));
  afterEach(() => assert.deepEqual(wallet.problems, []));

  it('moves a balance, numbers the posting and chains it to the one before', () => {
    wallet.post(grant('a', 50));
    wallet.post(charge('b', 20));
    const [first, second] = wallet.postings;
    assert.deepEqual(wallet.coins, [30, 0]);
    assert.deepEqual([first?.seq, second?.seq, first?.balance, second?.balance], [1, 2, 50, 30]);
    assert.deepEqual([first?.previous, second?.previous], ['ana', first?.hash]);
    assert.equal(wallet.wallet.head, second?.hash);
  });

  it('answers a repeat with what was posted, and a changed body with a conflict', () => {
    const booked = wallet.post(grant('a', 50));
    const again = wallet.post(grant('a', 50));
    assert.deepEqual(again.is === 'repeat' && again.known, booked.is === 'booked' && booked.posting);
    assert.deepEqual(wallet.post(grant('a', 51)), { is: 'conflict' });
    assert.deepEqual(wallet.post(request('fantasy:a', 'takeBack', 50)), { is: 'conflict' });
    assert.deepEqual(wallet.coins, [50, 0]);
  });

  it('refuses what is more than there is, for ever, also when there is enough later', () => {
    wallet.post(grant('a', 9));
    assert.equal(wallet.post(charge('fee', 10)).is, 'insufficient');
    wallet.post(grant('b', 50));
    const again = wallet.post(charge('fee', 10));
    assert.ok(again.is === 'repeat' && 'refused' in again.known);
    assert.deepEqual(wallet.post(charge('fee', 11)), { is: 'conflict' });
    assert.deepEqual(wallet.coins, [59, 0]);
  });

  it('takes back what is there, and owes the rest to coins that come in later', () => {
    wallet.post(grant('a', 50));
    wallet.post(charge('b', 30));
    wallet.post(takeBack('c', 50));
    assert.deepEqual(wallet.coins, [0, 30]);
    wallet.post(grant('d', 10));
    assert.deepEqual(wallet.coins, [0, 20]);
    wallet.post(grant('e', 100));
    assert.deepEqual(wallet.coins, [80, 0]);
    assert.deepEqual(
      wallet.postings.map(({ kind, legs, debt }) => [kind, legs[0].amount, debt]),
      [
        ['grant', 50, 0],
        ['charge', -30, 0],
        ['takeBack', -20, 30],
        ['grant', 10, 0],
        ['repayment', -10, -10],
        ['grant', 100, 0],
        ['repayment', -20, -20],
      ],
    );
  });

  it('comes to the same whichever of a grant and its correction is first', () => {
    wallet.post(takeBack('c', 20));
    wallet.post(grant('a', 50));
    assert.deepEqual(wallet.coins, [30, 0]);
  });

  it('reverses a posting once, under any key', () => {
    wallet.post(grant('a', 50));
    wallet.post(charge('b', 30));
    wallet.post(reversalRequest('fantasy:b', 'rewards.reversal'));
    assert.deepEqual(wallet.coins, [50, 0]);
    assert.equal(wallet.post(reversalRequest('fantasy:b', 'rewards.reversal')).is, 'repeat');
    assert.equal(wallet.post(reversalRequest('fantasy:b', 'rewards.refund')).is, 'conflict');
    const other = { ...reversalRequest('fantasy:b', 'rewards.refund'), key: 'rewards:reversal:other' };
    assert.equal(codeOf(wallet.post(other)), 'notReversible');
    assert.deepEqual(wallet.coins, [50, 0]);
    assert.equal(wallet.postings.at(-1)?.reverses, 'fantasy:b');
  });

  it('reverses a grant that is spent into a debt, and what was taken back with the debt that it made', () => {
    wallet.post(grant('a', 50));
    wallet.post(charge('b', 40));
    wallet.post(reversalRequest('fantasy:a', 'rewards.reversal'));
    assert.deepEqual(wallet.coins, [0, 40]);
    wallet.post(reversalRequest('fantasy:b', 'rewards.reversal'));
    assert.deepEqual(wallet.coins, [0, 0]);
    wallet.post(takeBack('c', 70));
    wallet.post(grant('d', 100));
    wallet.post(reversalRequest('fantasy:c', 'rewards.reversal'));
    assert.deepEqual(wallet.coins, [100, 0]);
  });

  it('reverses nothing that is not there, was refused, or follows from something else', () => {
    wallet.post(charge('refused', 1));
    wallet.post(takeBack('t', 10));
    wallet.post(grant('a', 50));
    wallet.post(reversalRequest('fantasy:a', 'rewards.reversal'));
    const codes = ['fantasy:nothing', 'fantasy:refused', 'rewards:repayment:fantasy:a', 'rewards:reversal:fantasy:a'];
    assert.deepEqual(
      codes.map((key) => codeOf(wallet.post(reversalRequest(key, 'rewards.reversal')))),
      ['unknownPosting', 'unknownPosting', 'notReversible', 'notReversible'],
    );
  });

  it('spends coins that expire first, and lets the rest of them expire when their day is over', () => {
    wallet.post(grant('late', 10, '2026-07-01'));
    wallet.post(grant('soon', 10, '2026-06-20'));
    wallet.post(grant('never', 10));
    assert.equal(nextExpiry(wallet.wallet), '2026-06-20');
    wallet.post(charge('fee', 14));
    assert.deepEqual(expiringCoins(wallet.wallet.balances.coins), [{ on: '2026-07-01', amount: 6 }]);
    wallet.now = new Date('2026-07-01T23:59:59Z');
    assert.equal(spendable(wallet.wallet.balances.coins, wallet.now), 16);
    wallet.now = new Date('2026-07-02T00:00:00Z');
    assert.equal(spendable(wallet.wallet.balances.coins, wallet.now), 10);
    assert.equal(wallet.post(charge('more', 11)).is, 'insufficient');
    assert.deepEqual(wallet.coins, [10, 0]);
    const { kind, body } = wallet.postings.at(-1) ?? {};
    assert.deepEqual([kind, body, nextExpiry(wallet.wallet)], ['expiry', { on: '2026-07-01' }, null]);
  });

  it('gives a week to coins that come late, and to those that come back after their day', () => {
    wallet.post(grant('late', 10, '2026-05-01'));
    assert.deepEqual(expiringCoins(wallet.wallet.balances.coins), [{ on: '2026-06-08', amount: 10 }]);
    wallet.post(charge('fee', 4));
    wallet.now = new Date('2026-06-20T12:00:00Z');
    wallet.post(reversalRequest('fantasy:fee', 'rewards.refund'));
    assert.deepEqual(expiringCoins(wallet.wallet.balances.coins), [{ on: '2026-06-27', amount: 4 }]);
    wallet.post(reversalRequest('rewards:expiry:coins:2026-06-08:3', 'rewards.reversal'));
    assert.deepEqual(expiringCoins(wallet.wallet.balances.coins), [{ on: '2026-06-27', amount: 10 }]);
  });

  describe('a correction of coins that have expired', () => {
    const reverse = (key: string) => wallet.post(reversalRequest(key, 'rewards.reversal'));
    const tomorrow = () => (wallet.now = new Date('2026-06-21T00:00:00Z'));

    beforeEach(() => {
      wallet.post(grant('other', 300));
      wallet.post(grant('prize', 100, '2026-06-20'));
    });

    it('takes them no second time when their prize is reversed', () => {
      tomorrow();
      reverse('fantasy:prize');
      assert.deepEqual(wallet.coins, [300, 0]);
    });

    it('takes them no second time when their prize is taken back, all of it or step by step', () => {
      tomorrow();
      for (const [key, amount] of [
        ['one', 60],
        ['two', 40],
      ] as const) {
        const correction = request(`fantasy:${key}`, 'takeBack', amount, { expiresOn: '2026-06-20' });
        wallet.post(correction);
        assert.deepEqual(wallet.coins, [300, 0]);
      }
      wallet.post(request('fantasy:more', 'takeBack', 1, { expiresOn: '2026-06-20' }));
      assert.deepEqual(wallet.coins, [299, 0]);
    });

    it('takes what was spent of them', () => {
      wallet.post(charge('fee', 70));
      tomorrow();
      reverse('fantasy:prize');
      assert.deepEqual(wallet.coins, [230, 0]);
    });

    it('takes of two prizes of one day what was spent of both', () => {
      wallet.post(grant('second', 100, '2026-06-20'));
      wallet.post(charge('fee', 120));
      tomorrow();
      reverse('fantasy:prize');
      reverse('fantasy:second');
      assert.deepEqual(wallet.coins, [180, 0]);
    });

    it('takes their own coins first while their day is not over', () => {
      wallet.post(grant('soon', 50, '2026-06-15'));
      reverse('fantasy:prize');
      assert.deepEqual(expiringCoins(wallet.wallet.balances.coins), [{ on: '2026-06-15', amount: 50 }]);
    });

    it('leaves nothing of them that could come back', () => {
      tomorrow();
      reverse('fantasy:prize');
      assert.equal(codeOf(reverse('rewards:expiry:coins:2026-06-20:3')), 'notReversible');
      assert.deepEqual(wallet.coins, [300, 0]);
    });

    it('takes them when they have come back', () => {
      tomorrow();
      wallet.post(grant('now', 1));
      reverse('rewards:expiry:coins:2026-06-20:3');
      assert.deepEqual(wallet.coins, [401, 0]);
      reverse('fantasy:prize');
      assert.deepEqual(wallet.coins, [301, 0]);
    });

    it('gives a correction back as it was', () => {
      tomorrow();
      wallet.post(request('fantasy:correction', 'takeBack', 110, { expiresOn: '2026-06-20' }));
      assert.deepEqual(wallet.coins, [290, 0]);
      reverse('fantasy:correction');
      assert.deepEqual(wallet.coins, [300, 0]);
      reverse('fantasy:prize');
      assert.deepEqual(wallet.coins, [300, 0]);
    });

    it('remembers them for half a year', () => {
      tomorrow();
      wallet.post(grant('now', 1));
      assert.deepEqual(wallet.wallet.balances.coins.expired, { '2026-06-20': 100 });
      wallet.now = new Date('2026-12-18T00:00:00Z');
      wallet.post(grant('later', 1));
      assert.deepEqual(wallet.wallet.balances.coins.expired, {});
    });
  });

  it('takes no amount, date or body that is none', () => {
    for (const amount of [0, -1, 0.5, NaN, Infinity, MAX_AMOUNT + 1, 2 ** 53, '5' as unknown as number])
      assert.equal(codeOf(wallet.post(grant('a', amount))), 'badAmount');
    const euros = { ...grant('a', 1), currency: 'euros' as 'coins' };
    assert.equal(codeOf(wallet.post(euros)), 'badAmount');
    for (const day of ['2026-06-31', 'tomorrow', '', '2026-6-1', '2036-01-01', '2026-06-01T00:00:00Z'])
      assert.equal(codeOf(wallet.post(grant('a', 1, day))), 'badExpiry');
    assert.equal(codeOf(wallet.post({ ...charge('a', 1), expiresOn: '2026-07-01' })), 'badExpiry');
    assert.equal(codeOf(wallet.post({ ...grant('a', 1), body: { text: 'x'.repeat(2_000) } })), 'bodyTooLarge');
    assert.equal(codeOf(wallet.post({ ...grant('a', 1), reason: 'x'.repeat(201) })), 'bodyTooLarge');
    assert.equal(codeOf(wallet.post(grant('x'.repeat(500), 1))), 'badKey');
    assert.equal(wallet.records.size, 0);
  });

  it('fills no wallet and no debt beyond what numbers are exact for', () => {
    for (let n = 0; n < 1_000; n++) wallet.post(grant(`a${n}`, MAX_AMOUNT));
    assert.equal(codeOf(wallet.post(grant('more', 1))), 'outOfRange');
    assert.deepEqual(wallet.coins, [1_000 * MAX_AMOUNT, 0]);
  });
});
