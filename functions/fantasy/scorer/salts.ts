import { randomBytes } from 'node:crypto';

/** 128 bits: nobody tries them all. */
const SALT_BYTES = 16;

/** Salts of the contests of one match: the same one as often as a commit asks, another one after it, and after a reading. */
export class Salts {
  readonly #make: () => string;
  readonly #made = new Map<string, string>();

  constructor(make = () => randomBytes(SALT_BYTES).toString('hex')) {
    this.#make = make;
  }

  of(contestId: string): string {
    const salt = this.#made.get(contestId) ?? this.#make();
    this.#made.set(contestId, salt);
    return salt;
  }

  /** What was asked for is committed, or may be, or is not needed. */
  forget(): void {
    this.#made.clear();
  }
}
