import assert from 'node:assert/strict';
import { WalletInMemory, request } from '../testing/coins.ts';
import { reasonWords } from './index.ts';

const NAMED = { match: 'Herons v Lynx', campaign: 'Free coffee' };
const NOTHING = { match: null, campaign: null };

function words(
  kind: 'grant' | 'takeBack',
  reason: string,
  body: object,
  named: Parameters<typeof reasonWords>[1] = NAMED,
) {
  const wallet = new WalletInMemory();
  const decision = wallet.post(request('fantasy:a', kind, 10, { reason, body }));
  assert.ok(decision.is === 'booked');
  return reasonWords(decision.posting, named);
}

describe('words of a statement', () => {
  it('say the place, of how many, and in which match', () => {
    const prize = (rank: number, of: number) => words('grant', 'fantasy.prize', { rank, of });
    assert.equal(prize(3, 1_204), '3rd of 1,204 in Herons v Lynx');
    assert.equal(prize(1, 2), '1st of 2 in Herons v Lynx');
    assert.equal(prize(12, 100_000), '12th of 100,000 in Herons v Lynx');
    assert.equal(prize(1_022, 5_000), '1,022nd of 5,000 in Herons v Lynx');
  });

  it('do without what is not known', () => {
    assert.equal(words('grant', 'fantasy.prize', { rank: 3, of: 10 }, NOTHING), '3rd of 10');
    assert.equal(words('grant', 'fantasy.prize', { rank: 3 }), '3rd in Herons v Lynx');
    assert.equal(words('grant', 'fantasy.prize', { rank: null }), 'Prize in Herons v Lynx');
    assert.equal(words('grant', 'fantasy.somethingNew', {}), 'Coins won');
  });

  it('say that a result was corrected, also when there was nothing left to take', () => {
    assert.equal(words('takeBack', 'fantasy.prize', { rank: 9 }), 'Result corrected in Herons v Lynx');
  });
});
