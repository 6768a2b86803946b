import { grown } from './grow.ts';
import { type Texts, sameBytes } from './texts.ts';

/** FNV-1a (Fowler, Noll, Vo; public domain) with the finalizer of MurmurHash3 (Appleby; public domain): the last bits of ids vary little. */
export function hashOf(id: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of id) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Entry id -> number of the entry, by open addressing over the ids' own bytes: 8 bytes an entry. */
export class EntryIndex {
  readonly #ids: Texts;
  /** Number + 1; 0 is free. */
  #slots = new Uint32Array(1024);
  #hashes = new Uint32Array(0);
  #count = 0;

  constructor(ids: Texts) {
    this.#ids = ids;
  }

  hash(entry: number): number {
    return this.#hashes[entry] ?? 0;
  }

  find(id: Uint8Array): number | undefined {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(id) & mask; ; slot = (slot + 1) & mask) {
      const entry = (this.#slots[slot] ?? 0) - 1;
      if (entry < 0) return undefined;
      if (sameBytes(this.#ids.bytes(entry), id)) return entry;
    }
  }

  /** Entries come in the order of their numbers; the id stands in the texts already. */
  add(entry: number): void {
    this.#hashes = grown(this.#hashes, entry + 1);
    this.#hashes[entry] = hashOf(this.#ids.bytes(entry));
    this.#count = entry + 1;
    if (this.#count * 2 > this.#slots.length) this.#rebuild(this.#slots.length * 2);
    else this.#place(entry);
  }

  #rebuild(size: number): void {
    this.#slots = new Uint32Array(size);
    for (let entry = 0; entry < this.#count; entry++) this.#place(entry);
  }

  #place(entry: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.hash(entry) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry + 1;
  }
}
