import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { MAX_BATCHES, MAX_FILE_BYTES } from '@fanfold/game/coupons';
import type { CallError } from '@fanfold/kit/calls';
import { MemoryFirestore } from '../../../kit/testing/memory-firestore.ts';
import { CAMPAIGN, CouponsPlace, FAN, KEYRING, OPS, TERMS, fileOf, randomCodes } from '../../testing/coupons-place.ts';
import { readCodes } from '../codes/blocks.ts';
import { type CampaignState, campaignStateSchema } from '../documents.ts';
import { addCodes, addCodesSchema } from './add-codes.ts';
import { createCampaign, createCampaignSchema } from './create-campaign.ts';
import { directCampaign } from './direct-campaign.ts';
import { importCodes, importCodesSchema } from './import-codes.ts';

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
  const codesOf = () =>
    Promise.all(Object.entries(stateOf().batches).map((b) => readCodes(place.db, KEYRING, CAMPAIGN, b)));

  function importFile(file: Buffer, more: { sha256?: string; units?: number; campaignId?: string } = {}) {
    const sha256 = createHash('sha256').update(file).digest('hex');
    const units = Math.max(1, file.toString().trim().split('\n').length - 1);
    const input = { campaignId: CAMPAIGN, file: file.toString('base64'), sha256, units, reason: WHY, ...more };
    return importCodes(place.db, KEYRING, OPS, importCodesSchema.parse(input), now);
  }

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

  it('keep codes encrypted: none stands anywhere in a document', async () => {
    await create();
    const codes = randomCodes(600);
    await importFile(fileOf(codes));
    await place.add(300);
    const key = 'a-shared-code';
    const shared = { source: 'shared', units: 1_000, code: 'WELCOME-26' } as const;
    await addCodes(place.db, KEYRING, OPS, { campaignId: CAMPAIGN, key, codes: shared, reason: WHY }, now);
    const generated = (await codesOf())[1] ?? [];
    assert.deepEqual(
      (await codesOf()).map(({ length }) => length),
      [600, 300, 1],
    );
    const everything = [...memory.documents.values()].map(({ data }) => textOf(data)).join('\n');
    for (const code of [...codes, ...generated, 'WELCOME-26']) assert.ok(!everything.includes(code));
  });

  it('take a file whole, in its order, in blocks', async () => {
    await create();
    const codes = randomCodes(1_234);
    const { batches } = await importFile(fileOf(codes));
    assert.deepEqual(
      Object.values(batches).map(({ source, units, slots }) => [source, units, slots]),
      [['imported', 1_234, 64]],
    );
    assert.deepEqual(await codesOf(), [codes]);
  });

  it('refuse a file whole, and name the lines', async () => {
    await create();
    const [known = '', ...others] = randomCodes(10);
    await importFile(fileOf([known, ...others]));
    const before = [...memory.documents.keys()];
    await assert.rejects(importFile(fileOf([...randomCodes(3), known, '=1+1', 'GOOD-1', 'GOOD-1'])), {
      code: 'fileRefused',
      details: {
        total: 3,
        problems: [
          { line: 5, code: 'known' },
          { line: 6, code: 'formula' },
          { line: 8, code: 'duplicate', sameAs: 7 },
        ],
      },
    });
    assert.deepEqual([...memory.documents.keys()], before);
  });

  it('list a hundred problems, and say how many there are', async () => {
    await create();
    await assert.rejects(importFile(fileOf(Array.from({ length: 5_000 }, () => '=1+1'))), ({ details }: never) => {
      const { problems, total } = details as { problems: unknown[]; total: number };
      return problems.length === 100 && total === 5_000;
    });
  });

  it('refuse the same file again, also after its codes are void', async () => {
    await create();
    const file = fileOf(randomCodes(10));
    const { batches } = await importFile(file);
    await assert.rejects(importFile(file), { code: 'fileKnown' });
    const [batchId = ''] = Object.keys(batches);
    const change = { kind: 'voidCodes', batchId } as const;
    await directCampaign(place.db, OPS, { campaignId: CAMPAIGN, reason: WHY }, change, now);
    await assert.rejects(importFile(file), { code: 'fileKnown' });
    await assert.rejects(importFile(Buffer.concat([file, Buffer.from('MORE-1\n')])), { code: 'fileRefused' });
  });

  it('refuse a file that another campaign has, of whichever brand', async () => {
    await create();
    const file = fileOf(randomCodes(10));
    await importFile(file);
    for (const [campaignId, brand] of [
      ['pizza-july', TERMS.brand],
      ['burger', 'Burger Bar'],
    ] as const) {
      await create({ campaignId, brand });
      const before = [...memory.documents.keys()];
      await assert.rejects(importFile(file, { campaignId }), { code: 'fileKnown', details: { campaignId: CAMPAIGN } });
      assert.deepEqual([...memory.documents.keys()], before);
    }
  });

  it('refuse a code that another campaign of the brand has, however the brand is written', async () => {
    await create();
    const [known = '', ...others] = randomCodes(10);
    await importFile(fileOf([known, ...others]));
    await create({ campaignId: 'pizza-july', brand: `${TERMS.brand.toUpperCase()}!` });
    await assert.rejects(importFile(fileOf(['NEW-1', known]), { campaignId: 'pizza-july' }), {
      code: 'fileRefused',
      details: { total: 1, problems: [{ line: 3, code: 'known' }] },
    });
    // Short codes of two partners may well be equal.
    await create({ campaignId: 'burger', brand: 'Burger Bar' });
    await importFile(fileOf(['NEW-1', known]), { campaignId: 'burger' });
  });

  it('take a code once that comes with two files at once', async () => {
    const campaigns = ['pizza-june', 'pizza-july'];
    for (const campaignId of campaigns) await create({ campaignId });
    const [shared = '', ...others] = randomCodes(3);
    const outcomes = await Promise.all(
      campaigns.map((campaignId, n) =>
        importFile(fileOf([shared, others[n] ?? '']), { campaignId }).then(
          () => 'taken',
          (error: unknown) => (error as CallError).code,
        ),
      ),
    );
    assert.deepEqual(outcomes.sort(), ['taken', 'tryAgain']);
  });

  it('refuse a file of which a part is missing', async () => {
    await create();
    const file = fileOf(randomCodes(10));
    const sha256 = createHash('sha256').update(file).digest('hex');
    await assert.rejects(importFile(file.subarray(0, 50), { sha256 }), { code: 'fileIncomplete' });
    // Cut before it came here: it has a hash of its own, and fewer codes than the partner has said.
    await assert.rejects(importFile(file.subarray(0, 5 + 4 * 13), { units: 10 }), {
      code: 'fileIncomplete',
      details: { units: 4 },
    });
  });

  it('look into no file that is too large', async () => {
    await create();
    const input = { campaignId: CAMPAIGN, sha256: '0'.repeat(64), units: 1, reason: WHY };
    const huge = 'A'.repeat(100_000_000);
    assert.equal(importCodesSchema.safeParse({ ...input, file: huge }).success, false);
    const file = Buffer.alloc(MAX_FILE_BYTES + 1, 'A');
    await assert.rejects(importFile(file), { code: 'fileTooLarge', details: { maxBytes: MAX_FILE_BYTES } });
  });

  it('show nothing of an import that died, and go on with it when it comes again', async () => {
    await create();
    const file = fileOf(randomCodes(30_000));
    // Two commits of blocks, one of slots, and the one that makes it all visible.
    for (let deaths = 0, isDone = false; !isDone; deaths++) {
      assert.ok(deaths < 10);
      const commits = { left: 1 };
      memory.before = (kind) => {
        if (kind === 'commit' && commits.left-- === 0) throw new Error('killed');
      };
      isDone = await importFile(file).then(
        () => true,
        (error: Error) => {
          assert.match(error.message, /killed/);
          return false;
        },
      );
      memory.before = () => undefined;
      if (!isDone) assert.deepEqual(stateOf().batches, {});
    }
    assert.equal((await codesOf())[0]?.length, 30_000);
  });

  it('never reset a slot that another call of the same import has made visible', async () => {
    await place.open(1);
    const file = fileOf(randomCodes(20));
    await importFile(file);
    const [batchId] = Object.entries(stateOf().batches).find(([, { source }]) => source === 'imported') ?? [];
    const path = `campaigns/${CAMPAIGN}/slots/${batchId}-0`;
    await place.db.doc(path).update({ next: 7 });
    // One that was overtaken: it read the campaign before the other one had added the batch.
    const overtaken = Object.assign(Object.create(memory) as typeof place.db, {
      runTransaction: memory.runTransaction.bind(memory),
      getAll: memory.getAll.bind(memory),
      doc: (id: string) => {
        const reference = memory.doc(id);
        if (!/\/state\/campaign$|^codeFiles|^brands/.test(id)) return reference;
        const stale = id.endsWith('/state/campaign') ? { ...stateOf(), batches: {} } : undefined;
        return Object.assign(Object.create(reference) as typeof reference, {
          path: reference.path,
          get: () => Promise.resolve({ exists: stale !== undefined, data: () => stale }),
        });
      },
    });
    const sha256 = createHash('sha256').update(file).digest('hex');
    const input = { campaignId: CAMPAIGN, file: file.toString('base64'), sha256, units: 20, reason: WHY };
    await assert.rejects(importCodes(overtaken, KEYRING, OPS, input, now), { code: 'fileKnown' });
    assert.equal(memory.documents.get(path)?.data['next'], 7);
  });

  it('add generated codes once for a key, and refuse another number under it', async () => {
    await create();
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
    await assert.rejects(importFile(fileOf(randomCodes(5))), { code: 'campaignEnded' });
    await assert.rejects(place.edit({ price: 5 }), { code: 'campaignEnded' });
    assert.deepEqual([...memory.documents.keys()], before);
  });

  it('leave nothing of codes that they have no room for', async () => {
    await create();
    for (let batches = 0; batches < MAX_BATCHES; batches++) await place.add(1);
    const before = [...memory.documents.keys()];
    await assert.rejects(importFile(fileOf(randomCodes(5))), { code: 'tooManyCodes', details: { most: MAX_BATCHES } });
    await assert.rejects(place.add(5), { code: 'tooManyCodes' });
    assert.deepEqual([...memory.documents.keys()], before);
  });
});

/** Everything in a document, bytes as text. */
function textOf(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString('latin1');
  if (typeof value === 'object' && value !== null) return Object.entries(value).flat().map(textOf).join(' ');
  return String(value);
}
