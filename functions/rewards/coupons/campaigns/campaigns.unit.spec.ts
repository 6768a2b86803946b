import assert from 'node:assert/strict';
import { MemoryFirestore } from '../../../kit/testing/memory-firestore.ts';
import { CAMPAIGN, CouponsPlace, FAN, OPS, TERMS, fileOf, randomCodes } from '../../testing/coupons-place.ts';
import { type CampaignState, campaignStateSchema } from '../documents.ts';
import { createCampaign, createCampaignSchema } from './create-campaign.ts';
import { directCampaign } from './direct-campaign.ts';

const WHY = 'A contract.';

describe('campaigns', () => {
  let memory: MemoryFirestore;
  let place: CouponsPlace;
  const now = () => place.now;

  beforeEach(() => {
    memory = new MemoryFirestore();
    place = new CouponsPlace(memory.firestore);
  });

  const create = (terms: object = {}, caller = OPS) =>
    createCampaign(place.db, caller, { ...TERMS, campaignId: CAMPAIGN, reason: WHY, ...terms }, now);
  const stateOf = (): CampaignState =>
    campaignStateSchema.parse(memory.documents.get(`campaigns/${CAMPAIGN}/state/campaign`)?.data);
  const audit = () =>
    memory.documents.get(`campaigns/${CAMPAIGN}/state/directives`)?.data['audit'] as { directive: string }[];

  it('begin as drafts that fans do not see, and are started once they have codes', async () => {
    await create();
    assert.equal(memory.documents.get(`campaigns/${CAMPAIGN}`)?.data['isPublic'], false);
    const direct = (kind: 'startCampaign' | 'pauseCampaign' | 'endCampaign') =>
      directCampaign(place.db, OPS, { campaignId: CAMPAIGN, reason: WHY }, { kind }, now);
    await assert.rejects(direct('startCampaign'), { code: 'noCodes' });
    await assert.rejects(direct('pauseCampaign'), { code: 'notStarted' });
    await place.add(5);
    assert.equal((await direct('startCampaign')).status, 'live');
    const { isPublic, status, rev } = memory.documents.get(`campaigns/${CAMPAIGN}`)?.data ?? {};
    assert.deepEqual([isPublic, status, rev], [true, 'live', stateOf().rev]);
    assert.equal((await direct('startCampaign')).rev, stateOf().rev);
    assert.equal((await direct('pauseCampaign')).status, 'paused');
    assert.equal((await direct('endCampaign')).status, 'ended');
    for (const kind of ['startCampaign', 'pauseCampaign'] as const)
      await assert.rejects(direct(kind), { code: 'campaignEnded' });
    assert.deepEqual(
      audit().map(({ directive }) => directive),
      ['createCampaign', 'addCodes', 'startCampaign', 'pauseCampaign', 'endCampaign'],
    );
  });

  it('are created once, and not as another one', async () => {
    const first = await create();
    assert.deepEqual(await create({ reason: 'Again.' }), first);
    await assert.rejects(create({ price: 1 }), { code: 'idempotencyConflict' });
    assert.equal(stateOf().price, TERMS.price);
  });

  it('are for operators alone', async () => {
    await assert.rejects(create({}, FAN('ana')), { code: 'opsRequired' });
    assert.equal(memory.documents.size, 0);
  });

  it('have times that make sense', async () => {
    for (const [terms, problems] of [
      [{ closesAt: TERMS.opensAt }, ['closesAt']],
      [{ opensAt: '2026-01-01T00:00:00.000Z', closesAt: '2026-01-02T00:00:00.000Z' }, ['closesAt']],
      [{ codesExpireAt: '2026-06-30T00:00:00.000Z' }, ['codesExpireAt']],
    ] as const)
      await assert.rejects(create(terms), { code: 'badTerms', details: { problems } });
  });

  it('take no price, picture, text or condition that is none', () => {
    const good = { ...TERMS, campaignId: CAMPAIGN, reason: WHY };
    assert.equal(createCampaignSchema.safeParse(good).success, true);
    for (const wrong of [
      { price: 0 },
      { price: -5 },
      { price: 1.5 },
      { price: Number.MAX_SAFE_INTEGER },
      { price: '100' },
      { perFan: 0 },
      { picture: 'javascript:alert(1)' },
      { picture: 'http://pictures.example/p.png' },
      { title: 'a\u202eb' },
      { terms: 'x'.repeat(5_001) },
      { terms: 'One\u0000' },
      { campaignId: '../x' },
      { opensAt: 'tomorrow' },
      { eligibility: { ...TERMS.eligibility, regions: ['lk'] } },
      { eligibility: { ...TERMS.eligibility, segments: [] } },
      { onRefund: 'keep' },
      { status: 'live' },
    ])
      assert.equal(createCampaignSchema.safeParse({ ...good, ...wrong }).success, false, JSON.stringify(wrong));
  });

  it('are paused and ended whatever another release has said of them', async () => {
    await place.open(1);
    const said = { at: place.now.toISOString(), uid: 'ops', directive: 'ofAnotherRelease', subject: '', reason: WHY };
    await place.db.doc(`campaigns/${CAMPAIGN}/state/directives`).set({ audit: [said] });
    for (const kind of ['pauseCampaign', 'endCampaign'] as const)
      await directCampaign(place.db, OPS, { campaignId: CAMPAIGN, reason: WHY }, { kind }, now);
    assert.deepEqual(
      audit().map(({ directive }) => directive),
      ['ofAnotherRelease', 'pauseCampaign', 'endCampaign'],
    );
  });

  it('take no codes once they have ended, and void no batch that they have not', async () => {
    await place.open(1);
    const direct = (change: Parameters<typeof directCampaign>[3]) =>
      directCampaign(place.db, OPS, { campaignId: CAMPAIGN, reason: WHY }, change, now);
    await assert.rejects(direct({ kind: 'voidCodes', batchId: 'constructor' }), { code: 'batchNotFound' });
    await direct({ kind: 'endCampaign' });
    const before = [...memory.documents.keys()];
    await assert.rejects(place.add(5), { code: 'campaignEnded' });
    await assert.rejects(place.importFile(fileOf(randomCodes(5))), { code: 'campaignEnded' });
    await assert.rejects(place.edit({ price: 5 }), { code: 'campaignEnded' });
    assert.deepEqual([...memory.documents.keys()], before);
  });
});
