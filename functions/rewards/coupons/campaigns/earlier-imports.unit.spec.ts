import assert from 'node:assert/strict';
import type { CallError } from '@fanfold/kit/calls';
import { MemoryFirestore } from '../../../kit/testing/memory-firestore.ts';
import { CAMPAIGN, CouponsPlace, OPS, TERMS, fileOf, randomCodes } from '../../testing/coupons-place.ts';
import { directCampaign } from './direct-campaign.ts';

const WHY = 'A contract.';

describe('campaigns with codes that were imported before', () => {
  let memory: MemoryFirestore;
  let place: CouponsPlace;
  const now = () => place.now;

  beforeEach(() => {
    memory = new MemoryFirestore();
    place = new CouponsPlace(memory.firestore);
  });

  it('refuse the same file again, also after its codes are void', async () => {
    await place.create();
    const file = fileOf(randomCodes(10));
    const { batches } = await place.importFile(file);
    await assert.rejects(place.importFile(file), { code: 'fileKnown' });
    const [batchId = ''] = Object.keys(batches);
    const change = { kind: 'voidCodes', batchId } as const;
    await directCampaign(place.db, OPS, { campaignId: CAMPAIGN, reason: WHY }, change, now);
    await assert.rejects(place.importFile(file), { code: 'fileKnown' });
    await assert.rejects(place.importFile(Buffer.concat([file, Buffer.from('MORE-1\n')])), { code: 'fileRefused' });
  });

  it('refuse a file that another campaign has, of whichever brand', async () => {
    await place.create();
    const file = fileOf(randomCodes(10));
    await place.importFile(file);
    for (const [campaignId, brand] of [
      ['pizza-july', TERMS.brand],
      ['burger', 'Burger Bar'],
    ] as const) {
      await place.create({ campaignId, brand });
      const before = [...memory.documents.keys()];
      await assert.rejects(place.importFile(file, { campaignId }), {
        code: 'fileKnown',
        details: { campaignId: CAMPAIGN },
      });
      assert.deepEqual([...memory.documents.keys()], before);
    }
  });

  it('refuse a code that another campaign of the brand has, however the brand is written', async () => {
    await place.create();
    const [known = '', ...others] = randomCodes(10);
    await place.importFile(fileOf([known, ...others]));
    await place.create({ campaignId: 'pizza-july', brand: `${TERMS.brand.toUpperCase()}!` });
    await assert.rejects(place.importFile(fileOf(['NEW-1', known]), { campaignId: 'pizza-july' }), {
      code: 'fileRefused',
      details: { total: 1, problems: [{ line: 3, code: 'known' }] },
    });
    // Short codes of two partners may well be equal.
    await place.create({ campaignId: 'burger', brand: 'Burger Bar' });
    await place.importFile(fileOf(['NEW-1', known]), { campaignId: 'burger' });
  });

  it('take a code once that comes with two files at once', async () => {
    const campaigns = ['pizza-june', 'pizza-july'];
    for (const campaignId of campaigns) await place.create({ campaignId });
    const [shared = '', ...others] = randomCodes(3);
    const outcomes = await Promise.all(
      campaigns.map((campaignId, n) =>
        place.importFile(fileOf([shared, others[n] ?? '']), { campaignId }).then(
          () => 'taken',
          (error: unknown) => (error as CallError).code,
        ),
      ),
    );
    assert.deepEqual(outcomes.sort(), ['taken', 'tryAgain']);
  });
});
