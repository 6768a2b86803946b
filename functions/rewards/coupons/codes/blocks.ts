import { isDistinct } from '@fanfold/game/coupons';
import type { Firestore } from 'firebase-admin/firestore';
import { type BatchRecord, blockPath } from '../documents.ts';
import type { Keyring } from './keyring.ts';
import { open, seal } from './seal.ts';

/**
 * Codes are kept in blocks, each encrypted as a whole: `campaigns/{c}/codes/{batch}-{n}`. A block never changes once it is written. Codes of 64
 * characters make it 17 KB.
 */
const CODES_PER_BLOCK = 250;

/** Blocks that one read or one commit takes: some 2 MB. */
const BLOCKS_AT_ONCE = 100;

/** Where in its blocks the code of a unit is. */
export function placeOfUnit({ source }: Pick<BatchRecord, 'source'>, unit: number): { block: number; at: number } {
  // A shared code is one block of one.
  if (!isDistinct(source)) return { block: 0, at: 0 };
  return { block: Math.floor(unit / CODES_PER_BLOCK), at: unit % CODES_PER_BLOCK };
}

export function openBlock(keyring: Keyring, path: string, fields: unknown): readonly string[] {
  const { keyId, sealed } = fields as { keyId: string; sealed: Buffer };
  return JSON.parse(open(keyring, path, { keyId, bytes: Buffer.from(sealed) })) as string[];
}

/**
 * Writes the blocks of a batch that are not there yet: a call that comes again after a crash goes on where the first one was. Nobody looks at them before the campaign
 * names the batch.
 */
export async function writeBlocks(
  db: Firestore,
  keyring: Keyring,
  campaignId: string,
  batchId: string,
  codes: readonly string[],
): Promise<void> {
  const count = Math.ceil(codes.length / CODES_PER_BLOCK);
  const blocks = Array.from({ length: count }, (_, block) => {
    const path = blockPath(campaignId, batchId, block);
    return { path, codes: codes.slice(block * CODES_PER_BLOCK, (block + 1) * CODES_PER_BLOCK) };
  });
  for (let from = 0; from < count; from += BLOCKS_AT_ONCE) {
    const some = blocks.slice(from, from + BLOCKS_AT_ONCE);
    await db.runTransaction(async (transaction) => {
      const known = await transaction.getAll(...some.map(({ path }) => db.doc(path)));
      for (const [index, { path, codes: part }] of some.entries()) {
        if (known[index]?.exists) continue;
        const { keyId, bytes } = seal(keyring, path, JSON.stringify(part));
        transaction.create(db.doc(path), { keyId, sealed: bytes });
      }
    });
  }
}

/** All codes of a batch, in their order. */
export async function readCodes(
  db: Firestore,
  keyring: Keyring,
  campaignId: string,
  [batchId, { source, units }]: readonly [string, Pick<BatchRecord, 'source' | 'units'>],
): Promise<string[]> {
  const count = isDistinct(source) ? Math.ceil(units / CODES_PER_BLOCK) : 1;
  const paths = Array.from({ length: count }, (_, block) => blockPath(campaignId, batchId, block));
  const codes: string[] = [];
  for (let from = 0; from < count; from += BLOCKS_AT_ONCE) {
    const snapshots = await db.getAll(...paths.slice(from, from + BLOCKS_AT_ONCE).map((path) => db.doc(path)));
    for (const snapshot of snapshots) codes.push(...openBlock(keyring, snapshot.ref.path, snapshot.data()));
  }
  return codes;
}
