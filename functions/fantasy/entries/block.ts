import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';

/** Raised when the layout of blocks changes; a release refuses a later one. Format 3 had the names of fans too, which nobody reads any more. */
export const BLOCK_FORMAT = 4;

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** Fields of `contests/{c}/state/entries-{name}`: entries in columns, each deflated. Players and kinds are numbered within the block. */
export const entryBlockSchema = z.object({
  formatVersion: z.union([z.literal(3), z.literal(BLOCK_FORMAT)]),
  /** Commit of the match's entries that wrote the block. */
  rev: z.number(),
  count: z.number(),
  /** Picks of a row, at most. */
  stride: z.number(),
  players: z.array(z.string()),
  kinds: z.array(z.string()),
  /** A line each. */
  ids: bytes,
  /** Revisions (4 bytes each), picks (2), weights (1). */
  teams: bytes,
  powerUps: bytes,
  /** Tombstones: ids of entries whose fans are erased. No write of theirs, however late, brings one back. */
  erased: z.array(z.string()).default([]),
});

export type EntryBlock = z.infer<typeof entryBlockSchema>;

/** An entry without its power-ups. Its arrays are views. */
export interface BlockRow {
  id: Uint8Array;
  revision: number;
  /** Numbers of players; a missing one is NO_PLAYER with weight 0. */
  players: Uint16Array;
  /** Multipliers in halves: 2 is 1, 3 is 1.5. */
  weights: Uint8Array;
}

/** A power-up in use: what `PowerUp` says, by numbers. */
export interface PowerUpNumbers {
  kind: number;
  player: number;
  multiplier: number;
  period: number;
  unit: number;
  units: number;
}

/** A power-up of the entry in row `row`. */
export interface BlockPowerUp extends PowerUpNumbers {
  row: number;
}

export const NO_PLAYER = 0xffff;

/** Kinds of power-ups that a block can number. */
export const KINDS = 256;

export interface BlockRows {
  stride: number;
  players: readonly string[];
  kinds: readonly string[];
  rows: readonly BlockRow[];
  powerUps: readonly BlockPowerUp[];
  erased: readonly string[];
}

export function packBlock({ stride, players, kinds, rows, powerUps, erased }: BlockRows, rev: number): EntryBlock {
  const teams = Buffer.alloc(rows.length * (4 + stride * 3));
  let at = 0;
  for (const { revision } of rows) at = teams.writeUInt32LE(revision, at);
  for (const row of rows) {
    for (let pick = 0; pick < stride; pick++) at = teams.writeUInt16LE(row.players[pick] ?? NO_PLAYER, at);
  }
  for (const { weights } of rows) {
    teams.set(weights, at);
    at += stride;
  }
  return {
    formatVersion: BLOCK_FORMAT,
    rev,
    count: rows.length,
    stride,
    players: [...players],
    kinds: [...kinds],
    ids: joined(rows.map(({ id }) => id)),
    teams: deflated(teams),
    powerUps: packPowerUps(powerUps),
    erased: [...erased],
  };
}

/** Rows of a block, in order. */
export function* blockRows({ count, stride, ids, teams }: EntryBlock): Generator<BlockRow> {
  const raw = inflateRawSync(teams);
  const idLines = lines(ids);
  const picks = new Uint16Array(count * stride);
  for (let at = 0; at < picks.length; at++) picks[at] = raw.readUInt16LE(count * 4 + at * 2);
  const weights = raw.subarray(count * (4 + stride * 2));
  for (let row = 0; row < count; row++) {
    yield {
      id: idLines.next().value ?? EMPTY,
      revision: raw.readUInt32LE(row * 4),
      players: picks.subarray(row * stride, (row + 1) * stride),
      weights: weights.subarray(row * stride, (row + 1) * stride),
    };
  }
}

const POWER_UP_BYTES = 18;

function packPowerUps(powerUps: readonly BlockPowerUp[]): Uint8Array {
  const raw = Buffer.alloc(powerUps.length * POWER_UP_BYTES);
  let at = 0;
  for (const { row, kind, player, multiplier, period, unit, units } of powerUps) {
    at = raw.writeUInt32LE(row, at);
    at = raw.writeUInt32LE(unit, at);
    at = raw.writeUInt32LE(units, at);
    at = raw.writeUInt16LE(player, at);
    at = raw.writeUInt16LE(multiplier, at);
    at = raw.writeUInt8(kind, at);
    at = raw.writeUInt8(period, at);
  }
  return deflated(raw);
}

/** Power-ups of a block, in the order of its rows, and of one row in the order of their use. */
export function* blockPowerUps({ powerUps }: EntryBlock): Generator<BlockPowerUp> {
  const raw = inflateRawSync(powerUps);
  for (let at = 0; at < raw.length; at += POWER_UP_BYTES) {
    yield {
      row: raw.readUInt32LE(at),
      unit: raw.readUInt32LE(at + 4),
      units: raw.readUInt32LE(at + 8),
      player: raw.readUInt16LE(at + 12),
      multiplier: raw.readUInt16LE(at + 14),
      kind: raw.readUInt8(at + 16),
      period: raw.readUInt8(at + 17),
    };
  }
}

/** Bytes of a block in a document, about. */
export function blockBytes({ players, kinds, ids, teams, powerUps, erased }: EntryBlock): number {
  const texts = [...players, ...kinds, ...erased].reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
  return texts + ids.length + teams.length + powerUps.length + 100;
}

const NEW_LINE = 0x0a;
const EMPTY = new Uint8Array(0);

function deflated(raw: Uint8Array): Uint8Array {
  return deflateRawSync(raw, { level: 1 });
}

function joined(texts: readonly Uint8Array[]): Uint8Array {
  const line = Uint8Array.of(NEW_LINE);
  return deflated(Buffer.concat(texts.flatMap((text) => [text, line])));
}

function* lines(packed: Uint8Array): Generator<Uint8Array> {
  const raw = inflateRawSync(packed);
  for (let from = 0, to = raw.indexOf(NEW_LINE); to >= 0; from = to + 1, to = raw.indexOf(NEW_LINE, from)) {
    yield raw.subarray(from, to);
  }
}
