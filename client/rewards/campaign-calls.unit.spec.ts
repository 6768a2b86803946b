import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { MAX_FILE_BYTES } from '@fanfold/game/coupons';
import type { Call } from '../call.ts';
import { createCampaignCalls } from './campaign-calls.ts';

describe('a file of codes that an operator imports', () => {
  let called: unknown[];
  const call = ((name: string) => (input: object) => Promise.resolve(void called.push({ name, ...input }))) as Call;
  const { importCodes } = createCampaignCalls(call);
  const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));
  const input = { campaignId: 'tea', reason: 'spec', units: 1 };

  beforeEach(() => (called = []));

  it('goes in base64 with its hash', async () => {
    const file = bytesOf('code\nTEA-0001\n');
    await importCodes({ ...input, file });
    const sha256 = createHash('sha256').update(file).digest('hex');
    const name = 'importCodes';
    assert.deepEqual(called, [{ name, ...input, file: Buffer.from(file).toString('base64'), sha256 }]);
  });

  it('is not sent when it is too large to be taken, or a gateway would refuse it without a code', async () => {
    const refusal = { code: 'refused', reason: 'fileTooLarge', details: { maxBytes: MAX_FILE_BYTES } };
    await assert.rejects(importCodes({ ...input, file: new Uint8Array(MAX_FILE_BYTES + 1) }), refusal);
    await assert.rejects(importCodes({ ...input, file: new Uint8Array(100 * 2 ** 20) }), refusal);
    assert.deepEqual(called, []);
    await importCodes({ ...input, file: new Uint8Array(MAX_FILE_BYTES) });
    assert.equal(called.length, 1);
  });
});
