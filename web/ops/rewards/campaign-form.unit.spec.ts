import assert from 'node:assert/strict';
import { EMPTY_CAMPAIGN, changesOf, formOf, termsOf } from './campaign-form.ts';

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

  it('shows a campaign as it stands, and sends only what was changed', () => {
    const filled = {
      ...EMPTY_CAMPAIGN,
      ...{ campaignId: 'tea', brand: 'Tea', title: 'Tea', picture: '/tea.svg', terms: 'One.', price: '5', level: '3' },
      ...{ opensAt: '2026-06-01T12:00', closesAt: '2026-07-01T12:00:30', regions: 'IN GB', putBack: true },
    };
    const { campaignId: id, ...terms } = termsOf(filled);
    const campaign = { ...terms, id, status: 'live', stock: { total: 1, left: 1 }, rev: 1 } as const;
    const opened = formOf(campaign);
    assert.deepEqual(termsOf(opened), termsOf(filled));
    assert.deepEqual(changesOf(opened, opened), {});
    assert.deepEqual(changesOf(opened, { ...opened, title: 'Chai', price: '7', regions: '' }), {
      title: 'Chai',
      price: 7,
      eligibility: { ...terms.eligibility, regions: null },
    });
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
