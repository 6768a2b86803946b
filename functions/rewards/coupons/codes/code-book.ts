import type { Firestore } from 'firebase-admin/firestore';
import { type BatchRecord, type Claim, blockPath } from '../documents.ts';
import { openBlock, placeOfUnit } from './blocks.ts';
import type { Keyring } from './keyring.ts';

/** Blocks in memory, encrypted: some 25 MB with codes of the longest. A hot campaign of 64 slots is in 64 of its blocks at a time. */
const MAX_BLOCKS = 1_500;

/** Reads codes for redemptions. One instance's: blocks never change, and the next code of a slot is mostly in the block of the one before. */
export class CodeBook {
  readonly #db: Firestore;
  readonly #keyring: Keyring;
  /** Least recently used first. */
  readonly #blocks = new Map<string, unknown>();

  constructor(db: Firestore, keyring: Keyring) {
    this.#db = db;
    this.#keyring = keyring;
  }

  /** @throws when there is no such code, or no key for it: the redemption must not end then */
  async codeOf(campaignId: string, batch: BatchRecord, { batchId, unit }: Claim): Promise<string> {
    const { block, at } = placeOfUnit(batch, unit);
    const path = blockPath(campaignId, batchId, block);
    const code = openBlock(this.#keyring, path, await this.#read(path))[at];
    if (code === undefined) throw new Error(`${path} has no code ${at}`);
    return code;
  }

  async #read(path: string): Promise<unknown> {
    const fields = this.#blocks.get(path) ?? (await this.#db.doc(path).get()).data();
    if (!fields) throw new Error(`${path} is missing`);
    this.#blocks.delete(path);
    this.#blocks.set(path, fields);
    const [oldest] = this.#blocks.keys();
    if (this.#blocks.size > MAX_BLOCKS && oldest !== undefined) this.#blocks.delete(oldest);
    return fields;
  }
}
