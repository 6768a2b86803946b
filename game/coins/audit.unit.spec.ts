import assert from 'node:assert/strict';
import { WalletInMemory, grant, hashOf, request } from '../testing/coins.ts';
import { type LedgerFault, type Posting, WalletAudit, postingHash, storedWallet } from './index.ts';

/** What an audit finds of a wallet whose second posting of four is changed. */
function faultsOf(change: (posting: Posting) => Posting, isResealed = false): LedgerFault[] {
  const wallet = new WalletInMemory();
  wallet.post(grant('a', 50, '2026-07-01'));
  wallet.post(request('fantasy:b', 'charge', 20));
  wallet.post(grant('c', 5));
  wallet.post(grant('d', 5));
  const audit = new WalletAudit('ana', hashOf);
  for (const posting of wallet.postings) {
    if (posting.seq !== 2) {
      audit.take(posting);
      continue;
    }
    const changed = change(posting);
    audit.take(isResealed ? { ...changed, hash: postingHash(changed, hashOf) } : changed);
  }
  return audit.problems(storedWallet(wallet.wallet)).map(({ fault }) => fault);
}

const fan = (amount: number) => ({ account: 'fan', amount }) as const;
const stakes = (amount: number) => ({ account: 'house:stakes', amount }) as const;

describe('the audit of a wallet', () => {
  it('finds nothing in one that was not touched', () =>
    assert.deepEqual(
      faultsOf((posting) => posting),
      [],
    ));

  const changes: [string, (posting: Posting) => Posting, LedgerFault][] = [
    ['amount', (posting) => ({ ...posting, legs: [fan(-10), stakes(10)] }), 'wrongRunningBalance'],
    ['leg', (posting) => ({ ...posting, legs: [fan(-20), stakes(19)] }), 'legsDoNotSum'],
    [
      'account',
      (posting) => ({ ...posting, legs: [fan(-20), { ...stakes(20), account: 'house:coupons' }] }),
      'notOfItsKind',
    ],
    ['kind', (posting) => ({ ...posting, kind: 'grant' }), 'notOfItsKind'],
    ['unknown kind', (posting) => ({ ...posting, kind: 'gift' as 'grant' }), 'notOfItsKind'],
    ['reason', (posting) => ({ ...posting, reason: 'fantasy.other' }), 'changedPosting'],
    ['time', (posting) => ({ ...posting, at: '2026-01-01T00:00:00.000Z' }), 'changedPosting'],
    ['lots', (posting) => ({ ...posting, lots: {} }), 'walletIsNotItsFold'],
    ['debt', (posting) => ({ ...posting, debt: 1 }), 'walletIsNotItsFold'],
    ['number', (posting) => ({ ...posting, seq: 3 }), 'brokenSequence'],
  ];
  for (const [name, change, fault] of changes) {
    it(`finds a changed ${name} in the past`, () => {
      const faults = faultsOf(change);
      assert.ok(faults.includes('changedPosting'), faults.join());
      assert.ok(faults.includes(fault), faults.join());
    });

    it(`finds a changed ${name} whose hash was made anew`, () => {
      const faults = faultsOf(change, true);
      assert.ok(faults.includes('brokenChain'), faults.join());
      assert.ok(!faults.includes('changedPosting'), faults.join());
    });
  }

  it('finds a posting that is gone, and one too many', () => {
    const wallet = new WalletInMemory();
    for (const key of ['a', 'b', 'c']) wallet.post(grant(key, 5));
    const [first, second, third] = wallet.postings as [Posting, Posting, Posting];
    const faultsOfList = (postings: Posting[]) => {
      const audit = new WalletAudit('ana', hashOf);
      for (const posting of postings) audit.take(posting);
      return audit.problems(storedWallet(wallet.wallet)).map(({ fault }) => fault);
    };
    assert.deepEqual(faultsOfList([first, second, third]), []);
    assert.ok(faultsOfList([first, third]).includes('brokenSequence'));
    assert.ok(faultsOfList([second, third]).includes('brokenChain'));
    assert.deepEqual(faultsOfList([first, second]), ['walletIsNotItsFold']);
    assert.ok(faultsOfList([first, first, second, third]).includes('brokenSequence'));
    assert.deepEqual(new WalletAudit('ana', hashOf).problems(null), []);
    assert.deepEqual(
      new WalletAudit('ana', hashOf).problems(storedWallet(wallet.wallet)).map(({ fault }) => fault),
      ['walletIsNotItsFold'],
    );
  });

  it('sums what went to each account of the house', () => {
    const wallet = new WalletInMemory();
    wallet.post(grant('a', 50));
    wallet.post(request('fantasy:b', 'charge', 20));
    const audit = new WalletAudit('ana', hashOf);
    for (const posting of wallet.postings) audit.take(posting);
    assert.deepEqual(audit.state.house, { 'house:prizes': -50, 'house:stakes': 20 });
  });
});
