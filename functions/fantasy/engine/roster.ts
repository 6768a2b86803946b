import { type BlockRow, NO_PLAYER } from '../entries/block.ts';
import { EntryIndex } from './entry-index.ts';
import { grown } from './grow.ts';
import { NumberedTexts } from './numbered-texts.ts';
import { Texts, toBytes } from './texts.ts';

/** Teams of all fans of one contest, as columns, by number of the entry in order of reading. Players are numbered as in `players`. */
export class Roster {
  /** Players of a team, at most. */
  readonly stride: number;
  readonly players = new NumberedTexts(NO_PLAYER);
  readonly ids = new Texts();
  readonly index = new EntryIndex(this.ids);
  #revisions = new Uint32Array(0);
  picks = new Uint16Array(0);
  weights = new Uint8Array(0);
  /** Numbers given, also those of entries that are erased. */
  count = 0;
  /** Entries whose fans are erased. They keep their numbers, which others count on, and are counted nowhere. */
  readonly #erased = new Set<number>();
  /** Ids of all tombstones, also of entries that were never here: a block that is split or read again brings them once more. */
  readonly #tombstones = new Set<string>();

  constructor(stride: number) {
    this.stride = stride;
  }

  get erased(): ReadonlySet<number> {
    return this.#erased;
  }

  /** Number of entries. */
  get size(): number {
    return this.count - this.#erased.size;
  }

  /** Number of entries whose fans are erased: the same for an instance that has had them and for one that has not. */
  get tombstones(): number {
    return this.#tombstones.size;
  }

  revision(entry: number): number {
    return this.#revisions[entry] ?? 0;
  }

  find(id: Uint8Array): number | undefined {
    return this.index.find(id);
  }

  /** @returns number of the entry */
  append(row: BlockRow): number {
    const entry = this.count++;
    this.ids.set(entry, row.id);
    this.index.add(entry);
    this.replace(entry, row);
    return entry;
  }

  erase(id: string): void {
    this.#tombstones.add(id);
    const entry = this.find(toBytes(id));
    if (entry !== undefined) this.#erased.add(entry);
  }

  /** @param row with no more players than `stride` */
  replace(entry: number, row: BlockRow): void {
    const { stride } = this;
    this.#revisions = grown(this.#revisions, entry + 1);
    this.#revisions[entry] = row.revision;
    this.picks = grown(this.picks, (entry + 1) * stride);
    this.weights = grown(this.weights, (entry + 1) * stride);
    const [from, to] = [entry * stride, (entry + 1) * stride];
    this.picks.fill(NO_PLAYER, from, to).set(row.players, from);
    this.weights.fill(0, from, to).set(row.weights, from);
  }

  /** Whether the entry holds the same players with the same multipliers. */
  hasTeam(entry: number, { players, weights }: BlockRow): boolean {
    const from = entry * this.stride;
    for (let at = 0; at < this.stride; at++) {
      if (this.picks[from + at] !== (players[at] ?? NO_PLAYER)) return false;
      if (this.weights[from + at] !== (weights[at] ?? 0)) return false;
    }
    return true;
  }
}
