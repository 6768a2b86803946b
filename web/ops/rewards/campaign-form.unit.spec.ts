import assert from 'node:assert/strict';
import { EMPTY_CAMPAIGN, termsOf } from './campaign-form.ts';

describe('the form of a campaign', () => {
  it('asks for nothing that is left empty', () => {
    const { eligibility, codesExpireAt, onRefund } = termsOf(EMPTY_CAMPAIGN);
    assert.deepEqual(eligibility, {
      level: null,
      achievement: null,
      segments: null,
      regions: null,
      ageConfirmed: false,
    });
    assert.deepEqual([codesExpireAt, onRefund], [null, 'void']);
  });

  it('reads numbers, lists and local times', () => {
    const terms = termsOf({
      ...EMPTY_CAMPAIGN,
      price: '200',
      regions: 'IN, GB',
      opensAt: '2026-06-01T12:00',
      putBack: true,
    });
    assert.deepEqual([terms.price, terms.eligibility.regions, terms.onRefund], [200, ['IN', 'GB'], 'putBack']);
    assert.equal(terms.opensAt, new Date('2026-06-01T12:00').toISOString());
  });
});
