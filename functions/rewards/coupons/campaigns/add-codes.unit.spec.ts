import assert from 'node:assert/strict';
import { MemoryFirestore } from '../../../kit/testing/memory-firestore.ts';
import { CAMPAIGN, CouponsPlace, KEYRING, OPS } from '../../testing/coupons-place.ts';
import { type CampaignState, campaignStateSchema } from '../documents.ts';
import { addCodes, addCodesSchema } from './add-codes.ts';

const WHY = 'A contract.';

describe('campaigns with codes that come in no file', () => {
  let memory: MemoryFirestore;
  let place: CouponsPlace;
  const now = () => place.now;

  beforeEach(() => {
    memory = new MemoryFirestore();
    place = new CouponsPlace(memory.firestore);
  });

  const stateOf = (): CampaignState =>
    campaignStateSchema.parse(memory.documents.get(`campaigns/${CAMPAIGN}/state/campaign`)?.data);

  it('add generated codes once for a key, and refuse another number under it', async () => {
    await place.create();
    const add = (units: number) => {
      const codes = { source: 'generated', units } as const;
      const input = { campaignId: CAMPAIGN, key: 'spring-codes', codes, reason: WHY };
      return addCodes(place.db, KEYRING, OPS, addCodesSchema.parse(input), now);
    };
    const first = await add(10);
    assert.deepEqual(await add(10), first);
    await assert.rejects(add(11), { code: 'idempotencyConflict' });
    assert.deepEqual(Object.keys(stateOf().batches).length, 1);
  });

  it('take no code or link that is none', () => {
    const input = { campaignId: CAMPAIGN, key: 'spring-codes', reason: WHY };
    for (const codes of [
      { source: 'generated', units: 0 },
      { source: 'generated', units: 100_001 },
      { source: 'shared', units: 5, code: '=HYPERLINK(1)' },
      { source: 'shared', units: 5, code: '' },
      { source: 'link', units: 5, link: 'javascript:alert(1)' },
      { source: 'link', units: 5, link: 'http://pizza.example' },
      { source: 'imported', units: 5 },
    ])
      assert.equal(addCodesSchema.safeParse({ ...input, codes }).success, false, JSON.stringify(codes));
  });
});
