import { grown } from './grow.ts';

/** A power-up in use: what `PowerUp` says, by numbers. */
export interface PowerUpRow {
  entry: number;
  kind: number;
  player: number;
  multiplier: number;
  period: number;
  unit: number;
  units: number;
}

const FIELDS = ['entry', 'kind', 'player', 'multiplier', 'period', 'unit', 'units'] as const;

/** All power-ups of one contest in order of arrival, seven numbers each. An entry uses each kind once. */
export class PowerUpLog {
  readonly kinds: string[] = [];
  count = 0;
  #numbers = new Uint32Array(0);
  /** `entry * KINDS + kind` */
  readonly #used = new Set<number>();

  kind(name: string): number {
    const known = this.kinds.indexOf(name);
    if (known >= 0) return known;
    if (this.kinds.length >= KINDS) throw new RangeError(`more than ${KINDS} kinds of power-ups in one contest`);
    return this.kinds.push(name) - 1;
  }

  has(entry: number, kind: number): boolean {
    return this.#used.has(entry * KINDS + kind);
  }

  append(row: PowerUpRow): void {
    this.#numbers = grown(this.#numbers, (this.count + 1) * FIELDS.length);
    for (const [at, field] of FIELDS.entries()) this.#numbers[this.count * FIELDS.length + at] = row[field];
    this.count++;
    this.#used.add(row.entry * KINDS + row.kind);
  }

  row(number: number): PowerUpRow {
    const from = number * FIELDS.length;
    const [entry = 0, kind = 0, player = 0, multiplier = 0, period = 0, unit = 0, units = 0] = this.#numbers.subarray(
      from,
      from + FIELDS.length,
    );
    return { entry, kind, player, multiplier, period, unit, units };
  }

  truncate(count: number): void {
    for (let number = count; number < this.count; number++) {
      const { entry, kind } = this.row(number);
      this.#used.delete(entry * KINDS + kind);
    }
    this.count = count;
  }
}

const KINDS = 256;
