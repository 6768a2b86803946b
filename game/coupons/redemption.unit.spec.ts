import assert from 'node:assert/strict';
import { type OfferedCampaign, type RedemptionDecision, decideRedemption } from './redemption.ts';

const OPEN: OfferedCampaign = {
  status: 'live',
  price: 100,
  opensAt: '2026-06-01T00:00:00.000Z',
  closesAt: '2026-07-01T00:00:00.000Z',
  codesExpireAt: '2026-06-20T00:00:00.000Z',
  perFan: 2,
};
const ASKED = { price: 100, requestedAt: '2026-06-02T00:00:00.000Z' };
const FAN = { redeemed: 1, spendable: 100 };

describe('deciding a redemption', () => {
  const decide = (
    campaign: Partial<OfferedCampaign>,
    asked: Partial<typeof ASKED> = {},
    fan: Partial<typeof FAN> = {},
    now = '2026-06-02T00:00:01.000Z',
  ) => decideRedemption({ ...OPEN, ...campaign }, { ...ASKED, ...asked }, { ...FAN, ...fan }, new Date(now));
  const refused = (reason: string) => ({ is: 'refused', reason }) as RedemptionDecision;

  it('claims a unit for a fan who may have one and can pay it', () => {
    assert.deepEqual(decide({}), { is: 'due' });
    assert.deepEqual(decide({ price: 0 }, { price: 0 }, { spendable: 0 }), { is: 'due' });
  });

  it('takes those who asked while it was open, from the first moment to the last', () => {
    assert.deepEqual(decide({}, { requestedAt: OPEN.opensAt }), { is: 'due' });
    assert.deepEqual(decide({}, { requestedAt: '2026-05-31T23:59:59.999Z' }), refused('notOpenYet'));
    assert.deepEqual(decide({ codesExpireAt: null }, { requestedAt: '2026-06-30T23:59:59.999Z' }), { is: 'due' });
    assert.deepEqual(decide({ codesExpireAt: null }, { requestedAt: OPEN.closesAt }), refused('closed'));
  });

  it('takes those who asked in time, however late it is decided', () => {
    assert.deepEqual(decide({ codesExpireAt: null }, {}, {}, '2026-07-02T00:00:00.000Z'), { is: 'due' });
  });

  it('sells no code that has expired when it is decided', () => {
    assert.deepEqual(decide({}, {}, {}, '2026-06-19T23:59:59.999Z'), { is: 'due' });
    assert.deepEqual(decide({}, {}, {}, '2026-06-20T00:00:00.000Z'), refused('closed'));
  });

  it('stops at once where an operator has stopped it', () => {
    assert.deepEqual(decide({ status: 'paused' }), refused('paused'));
    assert.deepEqual(decide({ status: 'ended' }), refused('ended'));
    assert.deepEqual(decide({ status: 'draft' }), refused('notOpenYet'));
  });

  it('takes no other price than the fan has seen', () => {
    assert.deepEqual(decide({ price: 101 }), refused('priceChanged'));
    assert.deepEqual(decide({ price: 1 }), refused('priceChanged'));
  });

  it('keeps the limit per fan, and says so before it looks at their coins', () => {
    assert.deepEqual(decide({}, {}, { redeemed: 2, spendable: 0 }), refused('limitReached'));
    assert.deepEqual(decide({ perFan: 1 }), refused('limitReached'));
  });

  it('gives no credit', () => {
    assert.deepEqual(decide({}, {}, { spendable: 99 }), { is: 'insufficient' });
  });
});
