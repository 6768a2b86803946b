import type { PowerUp } from '@fanfold/game/fantasy';
import { hashOf } from '../engine/entry-index.ts';
import { NumberedTexts } from '../engine/numbered-texts.ts';
import { toBytes, toText } from '../engine/texts.ts';
import {
  type BlockPowerUp,
  type BlockRow,
  type EntryBlock,
  KINDS,
  NO_PLAYER,
  type PowerUpNumbers,
  blockPowerUps,
  blockRows,
  packBlock,
} from './block.ts';
import { halfOf } from './block-tree.ts';
import type { EntryRecord } from './entry-record.ts';

/** Entries and tombstones that a block may hold: what one late edit rewrites is 10 to 20 KB, and with the longest ids 200 KB. */
export const ENTRIES_PER_BLOCK = 512;

interface Row {
  row: BlockRow;
  powerUps: readonly PowerUpNumbers[];
}

/** The entries of a block, to be changed: a register each, whose highest revision holds, or its tombstone. */
export class BlockContent {
  readonly #players: NumberedTexts;
  readonly #kinds: NumberedTexts;
  readonly #rows = new Map<string, Row>();
  readonly #erased = new Set<string>();
  #stride: number;

  private constructor(stride: number, players: NumberedTexts, kinds: NumberedTexts) {
    this.#stride = stride;
    this.#players = players;
    this.#kinds = kinds;
  }

  static empty(): BlockContent {
    return new BlockContent(0, new NumberedTexts(NO_PLAYER), new NumberedTexts(KINDS));
  }

  static of(block: EntryBlock): BlockContent {
    const players = new NumberedTexts(NO_PLAYER, block.players);
    const content = new BlockContent(block.stride, players, new NumberedTexts(KINDS, block.kinds));
    const powerUps = new Map<number, BlockPowerUp[]>();
    for (const powerUp of blockPowerUps(block)) {
      const known = powerUps.get(powerUp.row);
      if (known) known.push(powerUp);
      else powerUps.set(powerUp.row, [powerUp]);
    }
    for (const id of block.erased) content.#erased.add(id);
    let number = 0;
    for (const row of blockRows(block)) {
      content.#rows.set(toText(row.id), { row, powerUps: powerUps.get(number) ?? [] });
      number++;
    }
    return content;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Entries and tombstones: what the block grows with. */
  get registers(): number {
    return this.#rows.size + this.#erased.size;
  }

  /** Sum of the entries' revisions: with their number, what a sweep compares. */
  get revisions(): number {
    let sum = 0;
    for (const { row } of this.#rows.values()) sum += row.revision;
    return sum;
  }

  /** @returns false: this state of the entry, or a later one, is here */
  put(record: EntryRecord): boolean {
    if (this.#erased.has(record.id)) return false;
    const known = this.#rows.get(record.id);
    if (known && known.row.revision >= record.revision) return false;
    this.#stride = Math.max(this.#stride, record.picks.length);
    const row: BlockRow = {
      id: toBytes(record.id),
      revision: record.revision,
      players: Uint16Array.from(record.picks, ({ playerId }) => this.#players.of(playerId)),
      weights: Uint8Array.from(record.picks, ({ multiplier }) => multiplier * 2),
    };
    this.#rows.set(record.id, { row, powerUps: record.powerUps.map((powerUp) => this.#numbered(powerUp)) });
    return true;
  }

  /** Takes an entry out for good, also before it has come. @returns false: it is out already */
  erase(id: string): boolean {
    if (this.#erased.has(id)) return false;
    this.#erased.add(id);
    this.#rows.delete(id);
    return true;
  }

  /** The two blocks that take the place of this one. */
  split(name: string): [string, BlockContent][] {
    const [zero, one] = [0, 1].map(() => new BlockContent(this.#stride, this.#players, this.#kinds)) as [
      BlockContent,
      BlockContent,
    ];
    for (const [id, row] of this.#rows) {
      const half = halfOf(hashOf(row.row.id), name) === '0' ? zero : one;
      half.#rows.set(id, row);
    }
    for (const id of this.#erased) (halfOf(hashOf(toBytes(id)), name) === '0' ? zero : one).#erased.add(id);
    return [
      [`${name}0`, zero],
      [`${name}1`, one],
    ];
  }

  pack(rev: number): EntryBlock {
    const sorted = this.#sorted();
    return packBlock(
      {
        stride: this.#stride,
        players: this.#players.texts,
        kinds: this.#kinds.texts,
        rows: sorted.map(({ row }) => row),
        powerUps: sorted.flatMap(({ powerUps }, row) => powerUps.map((powerUp) => ({ ...powerUp, row }))),
        erased: [...this.#erased].sort(),
      },
      rev,
    );
  }

  /** Entries in the order of their ids. */
  records(): EntryRecord[] {
    return this.#sorted().map(({ row, powerUps }) => ({
      id: toText(row.id),
      revision: row.revision,
      picks: [...row.players].flatMap((player, at) =>
        player === NO_PLAYER ? [] : [{ playerId: this.#players.text(player), multiplier: (row.weights[at] ?? 0) / 2 }],
      ),
      powerUps: powerUps.map(({ kind, player, multiplier, period, unit, units }) => ({
        kind: this.#kinds.text(kind),
        playerId: this.#players.text(player),
        multiplier,
        since: { period, unit },
        units,
      })),
    }));
  }

  #sorted(): Row[] {
    return [...this.#rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }

  #numbered({ kind, playerId, multiplier, since: { period, unit }, units }: PowerUp): PowerUpNumbers {
    return { kind: this.#kinds.of(kind), player: this.#players.of(playerId), multiplier, period, unit, units };
  }
}
