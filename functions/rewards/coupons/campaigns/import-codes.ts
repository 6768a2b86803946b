import { createHash } from 'node:crypto';
import { type Batch, MAX_FILE_BYTES, isDistinct } from '@fanfold/game/coupons';
import { CallError, type Caller, assertOps, reason } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { readCodes } from '../codes/blocks.ts';
import type { Keyring } from '../codes/keyring.ts';
import { CouponCallError, notFound } from '../coupon-call-error.ts';
import { type CampaignDocument, campaignPath, campaignStateSchema, statePath } from '../documents.ts';
import { addBatch } from './add-batch.ts';
import { type CampaignReceipt, directiveRecord } from './change-campaign.ts';
import { type EarlierImports, assertRoom, readEarlierImports, rememberImport } from './earlier-imports.ts';
import { type CodeAt, type ProblemAt, readFile } from './read-file.ts';
import { campaignId } from './terms-schema.ts';

/** Base64 takes four characters for three bytes. */
const MAX_BASE64 = Math.ceil(MAX_FILE_BYTES / 3) * 4;

/** Of the call: the file, and what else it says. */
export const IMPORT_BYTES = MAX_BASE64 + 16 * 1024;

export const importCodesSchema = z.strictObject({
  campaignId,
  /** The file's bytes in base64: in text, an encoding could not be found wrong. */
  file: z
    .string()
    .max(MAX_BASE64)
    .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'is no base64'),
  /** SHA-256 of the file where it lay, in hexadecimal. */
  sha256: z.string().regex(/^[a-f0-9]{64}$/),
  /** Codes that the partner says are in it: a file that was cut before it came here has its own hash. */
  units: z.int().min(1),
  reason,
});

/** Problems that an answer lists. */
const MAX_PROBLEMS = 100;

/**
 * Adds the codes of a partner's file, all or none, unless a campaign of the brand has one of them. After a crash, the same call goes on.
 *
 * @throws CallError opsRequired, campaignNotFound, campaignEnded, tooManyCodes, fileTooLarge, fileIncomplete, fileRefused, fileKnown, tryAgain
 */
export async function importCodes(
  db: Firestore,
  keyring: Keyring,
  caller: Caller,
  { campaignId: id, file, sha256, units, reason: why }: z.infer<typeof importCodesSchema>,
  now: () => Date,
): Promise<CampaignReceipt> {
  assertOps(caller);
  const bytes = Buffer.from(file, 'base64');
  assertWhole(bytes, sha256);
  const [known, shown] = await Promise.all([db.doc(statePath(id)).get(), db.doc(campaignPath(id)).get()]);
  if (!known.exists) throw notFound('campaignNotFound', 'There is no such campaign.');
  const state = campaignStateSchema.parse(known.data());
  const { brand } = shown.data() as CampaignDocument;
  const earlier = await readEarlierImports(db, brand, sha256);
  const { codes, problems } = readFile(bytes);
  assertRoom(earlier, units);
  const own = Object.entries(state.batches)
    .filter(([, { source }]) => isDistinct(source))
    .map(([batchId, batch]) => ({ campaignId: id, batchId, ...batch }));
  const ofOthers = earlier
    .filter(({ campaignId: other }) => other !== id)
    .map((batch) => ({ ...batch, source: 'imported' as const }));
  assertFine([...problems, ...(await knownAmong(db, keyring, [...own, ...ofOthers], codes))]);
  if (codes.length !== units)
    throw incomplete('There are not as many codes in the file as were announced.', { units: codes.length });
  const batchId = sha256.slice(0, 24);
  return addBatch(
    db,
    keyring,
    state,
    { campaignId: id, batchId, key: sha256, source: 'imported', units, codes: codes.map(({ code }) => code) },
    directiveRecord(caller, 'importCodes', { subject: `${batchId}: ${units}`, reason: why }, now()),
    (current) => {
      // Another call has added codes that these were not compared with.
      if (Object.keys(current.batches).length !== Object.keys(state.batches).length)
        throw new CallError('tryAgain', 'Other codes were added meanwhile; call again.', { status: 'unavailable' });
    },
    rememberImport(db, brand, sha256, earlier, { campaignId: id, batchId, units }),
  );
}

/** @throws CouponCallError fileTooLarge, fileIncomplete */
function assertWhole(bytes: Buffer, sha256: string): void {
  if (bytes.length > MAX_FILE_BYTES)
    throw new CouponCallError('fileTooLarge', 'Split the file.', {
      status: 'invalid-argument',
      details: { maxBytes: MAX_FILE_BYTES },
    });
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw incomplete('These are not the bytes of the file that was announced.', { bytes: bytes.length });
}

type ComparedBatch = EarlierImports[number] & Pick<Batch, 'source'>;

async function knownAmong(
  db: Firestore,
  keyring: Keyring,
  batches: readonly ComparedBatch[],
  codes: readonly CodeAt[],
): Promise<ProblemAt[]> {
  const lines = new Map(codes.map(({ code, line }) => [code, line]));
  const problems: ProblemAt[] = [];
  for (const batch of batches) {
    for (const code of await readCodes(db, keyring, batch.campaignId, [batch.batchId, batch])) {
      const line = lines.get(code);
      if (line !== undefined) problems.push({ line, code: 'known' });
    }
  }
  return problems;
}

/** @throws CouponCallError fileRefused */
function assertFine(problems: readonly ProblemAt[]): void {
  if (problems.length === 0) return;
  const inOrder = [...problems].sort((a, b) => a.line - b.line);
  throw new CouponCallError('fileRefused', 'Nothing of the file was taken.', {
    status: 'invalid-argument',
    details: { problems: inOrder.slice(0, MAX_PROBLEMS), total: problems.length },
  });
}

function incomplete(message: string, details: object): CouponCallError {
  return new CouponCallError('fileIncomplete', message, { status: 'invalid-argument', details });
}
