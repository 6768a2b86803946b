import assert from 'node:assert/strict';
import { addsUp, endedText, faultText, runningText } from './audit-text.ts';

describe('the audit of the ledger, in words', () => {
  const round = { startedAt: '2026-06-01T12:00:00Z', wallets: 1_200, postings: 1, differing: 0, differences: [] };
  const ended = { ...round, endedAt: '2026-06-01T12:05:00Z', imbalance: 0, lost: 0 };

  it('says how far it has come, and how far the last one came', () => {
    assert.match(runningText(round, null), /: 1,200 wallets and 1 posting so far\. None differs\.$/);
    assert.match(runningText(round, { ...round, wallets: 1 }), /so far; the last one had 1 wallet\./);
  });

  it('says what differs, and what came from nowhere', () => {
    assert.match(endedText(ended), /None differs\.$/);
    assert.match(endedText({ ...ended, differing: 1 }), /1 wallet differs\.$/);
    assert.match(endedText({ ...ended, differing: 2, imbalance: -980 }), /2 wallets differ\..*-980 together/);
    assert.match(endedText({ ...ended, lost: 1 }), /1 posting that the audit before has seen is gone\.$/);
    assert.match(endedText({ ...ended, lost: 2_000 }), /2,000 postings that the audit before has seen are gone\.$/);
    assert.equal(
      faultText({ fault: 'changedPosting', key: 'fantasy:a' }),
      'posting fantasy:a was changed after it was booked.',
    );
    assert.equal(faultText({ fault: 'walletIsNotItsFold', key: null }), 'the wallet is not what its postings come to.');
  });

  it('says whether all is right', () => {
    const wrong = [{ differing: 1 }, { imbalance: -1 }, { lost: 1 }];
    assert.deepEqual(
      [{}, ...wrong].map((what) => addsUp({ ...ended, ...what })),
      [true, false, false, false],
    );
  });
});
