import { seededRandom } from '@fanfold/replay/random';

/** Choices that a seed repeats. What runs side by side takes a fork each, so that timing changes nobody's choices. */
export class Random {
  readonly #seed: string;
  readonly #next: () => number;

  constructor(seed: string) {
    this.#seed = seed;
    this.#next = seededRandom(hash(seed));
  }

  fork(name: string): Random {
    return new Random(`${this.#seed}/${name}`);
  }

  /** 0 <= n < 1. */
  fraction(): number {
    return this.#next();
  }

  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  /** A whole number, both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.#next() * (to - from + 1));
  }

  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new RangeError('nothing to pick from');
    return from[this.int(0, from.length - 1)] as T;
  }

  weighted<T extends { weight: number }>(from: readonly T[]): T {
    let left = this.#next() * from.reduce((sum, { weight }) => sum + weight, 0);
    for (const choice of from) if ((left -= choice.weight) < 0) return choice;
    return this.pick(from);
  }

  /** Text of letters, digits and now and then something of three or four bytes. */
  text(length: number): string {
    const from = 'abcdefghijklmnopqrstuvwxyz0123456789 éß€🏏';
    const letters = [...from];
    return Array.from({ length }, () => this.pick(letters)).join('');
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}
