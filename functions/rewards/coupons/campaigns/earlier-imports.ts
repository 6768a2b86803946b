import { CallError } from '@fanfold/kit/calls';
import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { CouponCallError } from '../coupon-call-error.ts';
import { type BrandDocument, type CodeFileDocument, brandPath, codeFilePath } from '../documents.ts';
import type { Beside } from './change-campaign.ts';
import { tooManyCodes } from './decide-campaign.ts';

/**
 * Of a brand, in all its campaigns: an import compares with all of them, a hundred blocks at a time, in less than a minute. A batch takes some 150 bytes of
 * the brand's document.
 */
const MOST = { codes: 5_000_000, batches: 2_000 };

/** What was imported for a brand before, as a call has read it. */
export type EarlierImports = BrandDocument['batches'];

/** @throws CouponCallError fileKnown */
export async function readEarlierImports(db: Firestore, brand: string, sha256: string): Promise<EarlierImports> {
  const [ofBrand, file] = await Promise.all([db.doc(brandPath(brand)).get(), db.doc(codeFilePath(sha256)).get()]);
  assertNewFile(file);
  return batchesOf(ofBrand);
}

/**
 * Remembers an import in the commit that names its batch, so that of two with the same codes at once one is refused.
 *
 * @param earlier what the codes were compared with
 * @returns what throws CallError fileKnown, tooManyCodes, and tryAgain when another file of the brand has come meanwhile
 */
export function rememberImport(
  db: Firestore,
  brand: string,
  sha256: string,
  earlier: EarlierImports,
  batch: EarlierImports[number],
): Beside {
  const [brandReference, fileReference] = [db.doc(brandPath(brand)), db.doc(codeFilePath(sha256))];
  return {
    references: [brandReference, fileReference],
    check: ([ofBrand, file]) => {
      assertNewFile(file);
      if (batchesOf(ofBrand).length !== earlier.length)
        throw new CallError('tryAgain', 'Another file came meanwhile; call again.', { status: 'unavailable' });
    },
    write: (transaction) => {
      transaction.set(brandReference, { batches: [...earlier, batch] } satisfies BrandDocument);
      transaction.set(fileReference, { campaignId: batch.campaignId } satisfies CodeFileDocument);
    },
  };
}

/** @throws CouponCallError tooManyCodes, when a brand has no room for so many more */
export function assertRoom(earlier: EarlierImports, units: number): void {
  if (earlier.length >= MOST.batches) throw tooManyCodes('brand', MOST.batches);
  if (earlier.reduce((sum, batch) => sum + batch.units, units) > MOST.codes) throw tooManyCodes('brand', MOST.codes);
}

/** @throws CouponCallError fileKnown */
function assertNewFile(file: DocumentSnapshot | undefined): void {
  const known = file?.data() as CodeFileDocument | undefined;
  if (known)
    throw new CouponCallError('fileKnown', 'The codes of this file are in a campaign already.', {
      status: 'already-exists',
      details: { campaignId: known.campaignId },
    });
}

function batchesOf(ofBrand: DocumentSnapshot | undefined): EarlierImports {
  return (ofBrand?.data() as BrandDocument | undefined)?.batches ?? [];
}
