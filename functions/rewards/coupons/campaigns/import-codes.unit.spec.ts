import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { MAX_BATCHES, MAX_FILE_BYTES } from '@fanfold/game/coupons';
import { MemoryFirestore } from '../../../kit/testing/memory-firestore.ts';
import { CAMPAIGN, CouponsPlace, KEYRING, OPS, fileOf, randomCodes } from '../../testing/coupons-place.ts';
import { readCodes } from '../codes/blocks.ts';
import { type CampaignState, campaignStateSchema } from '../documents.ts';
import { addCodes } from './add-codes.ts';
import { importCodes, importCodesSchema } from './import-codes.ts';

const WHY = 'A contract.';

describe('campaigns with files of codes', () => {
  let memory: MemoryFirestore;
  let place: CouponsPlace;
  const now = () => place.now;

  beforeEach(() => {
    memory = new MemoryFirestore();
    place = new CouponsPlace(memory.firestore);
  });

  const stateOf = (): CampaignState =>
    campaignStateSchema.parse(memory.documents.get(`campaigns/${CAMPAIGN}/state/campaign`)?.data);
  const codesOf = () =>
    Promise.all(Object.entries(stateOf().batches).map((b) => readCodes(place.db, KEYRING, CAMPAIGN, b)));

  it('keep codes encrypted: none stands anywhere in a document', async () => {
    await place.create();
    const codes = randomCodes(600);
    await place.importFile(fileOf(codes));
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
    await place.create();
    const codes = randomCodes(1_234);
    const { batches } = await place.importFile(fileOf(codes));
    assert.deepEqual(
      Object.values(batches).map(({ source, units, slots }) => [source, units, slots]),
      [['imported', 1_234, 64]],
    );
    assert.deepEqual(await codesOf(), [codes]);
  });

  it('refuse a file whole, and name the lines', async () => {
    await place.create();
    const [known = '', ...others] = randomCodes(10);
    await place.importFile(fileOf([known, ...others]));
    const before = [...memory.documents.keys()];
    await assert.rejects(place.importFile(fileOf([...randomCodes(3), known, '=1+1', 'GOOD-1', 'GOOD-1'])), {
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
    await place.create();
    await assert.rejects(
      place.importFile(fileOf(Array.from({ length: 5_000 }, () => '=1+1'))),
      ({ details }: never) => {
        const { problems, total } = details as { problems: unknown[]; total: number };
        return problems.length === 100 && total === 5_000;
      },
    );
  });

  it('refuse a file of which a part is missing', async () => {
    await place.create();
    const file = fileOf(randomCodes(10));
    const sha256 = createHash('sha256').update(file).digest('hex');
    await assert.rejects(place.importFile(file.subarray(0, 50), { sha256 }), { code: 'fileIncomplete' });
    // Cut before it came here: it has a hash of its own, and fewer codes than the partner has said.
    await assert.rejects(place.importFile(file.subarray(0, 5 + 4 * 13), { units: 10 }), {
      code: 'fileIncomplete',
      details: { units: 4 },
    });
  });

  it('look into no file that is too large', async () => {
    await place.create();
    const input = { campaignId: CAMPAIGN, sha256: '0'.repeat(64), units: 1, reason: WHY };
    const huge = 'A'.repeat(100_000_000);
    assert.equal(importCodesSchema.safeParse({ ...input, file: huge }).success, false);
    const file = Buffer.alloc(MAX_FILE_BYTES + 1, 'A');
    await assert.rejects(place.importFile(file), { code: 'fileTooLarge', details: { maxBytes: MAX_FILE_BYTES } });
  });

  it('show nothing of an import that died, and go on with it when it comes again', async () => {
    await place.create();
    const file = fileOf(randomCodes(30_000));
    // Two commits of blocks, one of slots, and the one that makes it all visible.
    for (let deaths = 0, isDone = false; !isDone; deaths++) {
      assert.ok(deaths < 10);
      const commits = { left: 1 };
      memory.before = (kind) => {
        if (kind === 'commit' && commits.left-- === 0) throw new Error('killed');
      };
      isDone = await place.importFile(file).then(
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
    await place.importFile(file);
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

  it('leave nothing of codes that they have no room for', async () => {
    await place.create();
    for (let batches = 0; batches < MAX_BATCHES; batches++) await place.add(1);
    const before = [...memory.documents.keys()];
    await assert.rejects(place.importFile(fileOf(randomCodes(5))), {
      code: 'tooManyCodes',
      details: { most: MAX_BATCHES },
    });
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
