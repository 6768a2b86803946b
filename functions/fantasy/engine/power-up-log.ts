import type { PowerUpNumbers } from '../entries/block.ts';
import { grown } from './grow.ts';

/** A power-up of an entry, by number. */
export interface PowerUpRow extends PowerUpNumbers {
  entry: number;
}

const FIELDS = ['entry', 'kind', 'player', 'multiplier', 'period', 'unit', 'units'] as const;

/** In place of the entry of a power-up that is no more. */
const NO_ENTRY = 0xffffffff;

/** All power-ups of one contest, seven numbers each. */
export class PowerUpLog {
  readonly kinds: string[] = [];
  /** Rows, also of power-ups that are no more. */
  count = 0;
  #numbers = new Uint32Array(0);
  /** By entry. */
  #used = new Uint8Array(0);
  /** By entry: a hash of its power-ups, in the order of their use. */
  #hashes = new Uint32Array(0);

  kind(name: string): number {
    const known = this.kinds.indexOf(name);
    return known >= 0 ? known : this.kinds.push(name) - 1;
  }

  /** Number of power-ups of an entry. */
  usedBy(entry: number): number {
    return this.#used[entry] ?? 0;
  }

  /** Whether what is known of the entry's power-ups are the first ones of these. */
  isContinuedBy(entry: number, rows: readonly PowerUpRow[]): boolean {
    const used = this.usedBy(entry);
    return used <= rows.length && rows.slice(0, used).reduce(hashWith, 0) === (this.#hashes[entry] ?? 0);
  }

  append(row: PowerUpRow): void {
    this.#numbers = grown(this.#numbers, (this.count + 1) * FIELDS.length);
    for (const [at, field] of FIELDS.entries()) this.#numbers[this.count * FIELDS.length + at] = row[field];
    this.count++;
    this.#used = grown(this.#used, row.entry + 1);
    this.#used[row.entry] = this.usedBy(row.entry) + 1;
    this.#hashes = grown(this.#hashes, row.entry + 1);
    this.#hashes[row.entry] = hashWith(this.#hashes[row.entry] ?? 0, row);
  }

  /** Null: it is no more. */
  row(number: number): PowerUpRow | null {
    const from = number * FIELDS.length;
    const [entry = 0, kind = 0, player = 0, multiplier = 0, period = 0, unit = 0, units = 0] = this.#numbers.subarray(
      from,
      from + FIELDS.length,
    );
    return entry === NO_ENTRY ? null : { entry, kind, player, multiplier, period, unit, units };
  }

  /** They are no more: operators have opened the contest again, and the fan has saved another team. */
  remove(entry: number): void {
    for (let number = 0; this.usedBy(entry) > 0 && number < this.count; number++) {
      if (this.#numbers[number * FIELDS.length] === entry) this.#numbers[number * FIELDS.length] = NO_ENTRY;
    }
    this.#used[entry] = 0;
    this.#hashes[entry] = 0;
  }
}

/** FNV-1a (Fowler, Noll, Vo; public domain) over the numbers of a power-up. */
function hashWith(hash: number, { kind, player, multiplier, period, unit, units }: PowerUpNumbers): number {
  let next = hash || 0x811c9dc5;
  for (const number of [kind, player, multiplier, period, unit, units]) next = Math.imul(next ^ number, 0x01000193);
  return next >>> 0;
}
