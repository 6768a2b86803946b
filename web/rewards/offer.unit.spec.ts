import assert from 'node:assert/strict';
import type { LiveCampaign } from '@fanfold/client';
import { offerOf } from './offer.ts';

const NOW = '2026-06-10T12:00:00.000Z';

const campaign = {
  id: 'tea',
  status: 'live',
  price: 200,
  stock: { total: 10, left: 3 },
  opensAt: '2026-06-01T00:00:00.000Z',
  closesAt: '2026-07-01T00:00:00.000Z',
} as LiveCampaign;

describe('an offer', () => {
  const why = (change: Partial<LiveCampaign>, available = 1000) => {
    const offer = offerOf({ ...campaign, ...change }, available, NOW);
    return offer.isOpen ? 'open' : offer.why;
  };

  it('is open while there are codes and coins', () => assert.equal(why({}, 200), 'open'));

  it('says how many coins are missing', () => assert.match(why({}, 199), /^1 coin more/));

  it('says that it opens later, is paused, sold out or over', () => {
    assert.match(why({ opensAt: '2026-06-11T00:00:00.000Z' }), /^Opens/);
    assert.match(why({ status: 'paused' }), /Paused/);
    assert.equal(why({ stock: { total: 10, left: 0 } }), 'Sold out');
    assert.equal(why({ status: 'ended' }), 'Over');
    assert.equal(why({ closesAt: NOW }), 'Over');
  });
});
