import type { Firestore } from 'firebase-admin/firestore';
import { type BatchRecord, type Claim, blockPath } from '../documents.ts';
import { openBlock, placeOfUnit } from './blocks.ts';
import type { Keyring } from './keyring.ts';

/** Blocks in memory, encrypted: some 25 MB with codes of the longest. A hot campaign of 64 slots is in 64 of its blocks at a time. */
const MAX_BLOCKS = 1_500;

/** A unit whose code is wanted. */
export interface CodedUnit {
  campaignId: string;
  batch: BatchRecord;
  claim: Claim;
}

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

  /**
   * Reads the blocks of units, by one read at most.
   *
   * @returns gives the code of each; it throws when there is no such code, or no key for it: the redemption must not end then
   */
  async open(units: readonly CodedUnit[]): Promise<(unit: CodedUnit) => string> {
    const blocks = await this.#read(new Set(units.map((unit) => placeOf(unit).path)));
    const opened = new Map<string, readonly string[]>();
    return (unit) => {
      const { path, at } = placeOf(unit);
      const fields = blocks.get(path);
      if (!fields) throw new Error(`${path} is missing`);
      const codes = opened.get(path) ?? openBlock(this.#keyring, path, fields);
      opened.set(path, codes);
      const code = codes[at];
      if (code === undefined) throw new Error(`${path} has no code ${at}`);
      return code;
    };
  }

  async #read(paths: ReadonlySet<string>): Promise<ReadonlyMap<string, unknown>> {
    const missing = [...paths].filter((path) => !this.#blocks.has(path)).map((path) => this.#db.doc(path));
    const read = missing.length > 0 ? await this.#db.getAll(...missing) : [];
    const found = new Map(read.map((snapshot) => [snapshot.ref.path, snapshot.data() as unknown]));
    for (const path of paths) {
      const fields = found.get(path) ?? this.#blocks.get(path);
      if (!fields) continue;
      found.set(path, fields);
      this.#blocks.delete(path);
      this.#blocks.set(path, fields);
    }
    for (const path of this.#blocks.keys()) {
      if (this.#blocks.size <= MAX_BLOCKS) break;
      this.#blocks.delete(path);
    }
    return found;
  }
}

function placeOf({ campaignId, batch, claim: { batchId, unit } }: CodedUnit): { path: string; at: number } {
  const { block, at } = placeOfUnit(batch, unit);
  return { path: blockPath(campaignId, batchId, block), at };
}
