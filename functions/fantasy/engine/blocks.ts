import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { PowerUpLog } from './power-up-log.ts';
import { type PowerUpRow } from './power-up-log.ts';
import type { Roster } from './roster.ts';
import { NO_PLAYER, type RosterRow } from './roster.ts';

/** Entries of a block: some 60 bytes each, far from the 1 MiB of a document, and what one late entry rewrites. */
export const ENTRIES_PER_BLOCK = 2048;

/** Power-ups of a block, 32 bytes each before deflate. */
export const POWER_UPS_PER_BLOCK = 8192;

/** Raised when the layout of blocks changes; a release refuses any other. */
export const BLOCK_FORMAT = 2;

const base = z.object({ formatVersion: z.literal(BLOCK_FORMAT), count: z.number(), players: z.array(z.string()) });
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** Fields of `contests/{c}/state/entries-{number}`. Players are numbered within the block. */
export const entryBlockSchema = base.extend({ stride: z.number(), ids: bytes, looks: bytes, teams: bytes });
export type EntryBlock = z.infer<typeof entryBlockSchema>;

/** Fields of `contests/{c}/state/powerUps-{number}`. */
export const powerUpBlockSchema = base.extend({ kinds: z.array(z.string()), rows: bytes });
export type PowerUpBlock = z.infer<typeof powerUpBlockSchema>;

const NEW_LINE = 0x0a;

export function packEntries(roster: Roster, block: number): EntryBlock {
  const from = block * ENTRIES_PER_BLOCK;
  const count = Math.min(roster.count - from, ENTRIES_PER_BLOCK);
  const { stride } = roster;
  const entries = Array.from({ length: count }, (_, at) => from + at);
  const numbers = new LocalNumbers();
  const teams = Buffer.alloc(count * (stride * 3 + 4));
  let at = 0;
  for (const entry of entries) at = teams.writeUInt32LE(roster.revision(entry), at);
  for (let pick = from * stride; pick < (from + count) * stride; pick++) {
    const player = roster.picks[pick] ?? NO_PLAYER;
    at = teams.writeUInt16LE(player === NO_PLAYER ? NO_PLAYER : numbers.of(player), at);
  }
  teams.set(roster.weights.subarray(from * stride, (from + count) * stride), at);
  return {
    formatVersion: BLOCK_FORMAT,
    count,
    stride,
    players: numbers.known.map((player) => roster.players.ids[player] ?? ''),
    ids: joined(entries.map((entry) => roster.ids.bytes(entry).slice())),
    looks: joined(entries.flatMap((entry) => [roster.names.bytes(entry).slice(), roster.avatars.bytes(entry).slice()])),
    teams: deflateRawSync(teams, { level: 1 }),
  };
}

/** Rows of a block in order, with players numbered as in `roster`. A row holds until the next one. */
export function* unpackEntries(
  roster: Roster,
  { count, stride, players, ids, looks, teams }: EntryBlock,
): Generator<RosterRow> {
  const numbers = players.map((id) => roster.players.number(id));
  const raw = inflateRawSync(teams);
  const idLines = lines(ids);
  const lookLines = lines(looks);
  const picksFrom = count * 4;
  const weightsFrom = picksFrom + count * stride * 2;
  // One array for all rows: a million small ones would leave a million holes in memory.
  const own = new Uint16Array(stride);
  for (let entry = 0; entry < count; entry++) {
    for (let pick = 0; pick < stride; pick++) {
      const number = raw.readUInt16LE(picksFrom + (entry * stride + pick) * 2);
      own[pick] = number === NO_PLAYER ? NO_PLAYER : (numbers[number] ?? NO_PLAYER);
    }
    yield {
      id: idLines.next().value ?? EMPTY,
      name: lookLines.next().value ?? EMPTY,
      avatar: lookLines.next().value ?? EMPTY,
      revision: raw.readUInt32LE(entry * 4),
      players: own,
      weights: raw.subarray(weightsFrom + entry * stride, weightsFrom + (entry + 1) * stride),
    };
  }
}

const POWER_UP_BYTES = 18;

export function packPowerUps(log: PowerUpLog, roster: Roster, block: number): PowerUpBlock {
  const from = block * POWER_UPS_PER_BLOCK;
  const count = Math.min(log.count - from, POWER_UPS_PER_BLOCK);
  const numbers = new LocalNumbers();
  const rows = Buffer.alloc(count * POWER_UP_BYTES);
  let at = 0;
  for (let number = from; number < from + count; number++) {
    const row = log.row(number);
    at = rows.writeUInt32LE(row.entry, at);
    at = rows.writeUInt32LE(row.unit, at);
    at = rows.writeUInt32LE(row.units, at);
    at = rows.writeUInt16LE(numbers.of(row.player), at);
    at = rows.writeUInt16LE(row.multiplier, at);
    at = rows.writeUInt8(row.kind, at);
    at = rows.writeUInt8(row.period, at);
  }
  return {
    formatVersion: BLOCK_FORMAT,
    count,
    players: numbers.known.map((player) => roster.players.ids[player] ?? ''),
    kinds: log.kinds,
    rows: deflateRawSync(rows, { level: 1 }),
  };
}

export function* unpackPowerUps(log: PowerUpLog, roster: Roster, block: PowerUpBlock): Generator<PowerUpRow> {
  const players = block.players.map((id) => roster.players.number(id));
  const kinds = block.kinds.map((kind) => log.kind(kind));
  const raw = inflateRawSync(block.rows);
  for (let at = 0; at < block.count * POWER_UP_BYTES; at += POWER_UP_BYTES) {
    yield {
      entry: raw.readUInt32LE(at),
      unit: raw.readUInt32LE(at + 4),
      units: raw.readUInt32LE(at + 8),
      player: players[raw.readUInt16LE(at + 12)] ?? NO_PLAYER,
      multiplier: raw.readUInt16LE(at + 14),
      kind: kinds[raw.readUInt8(at + 16)] ?? 0,
      period: raw.readUInt8(at + 17),
    };
  }
}

/** Players of a block, numbered in order of appearance. */
class LocalNumbers {
  readonly known: number[] = [];
  readonly #numbers = new Map<number, number>();

  of(player: number): number {
    let number = this.#numbers.get(player);
    if (number === undefined) {
      number = this.known.push(player) - 1;
      this.#numbers.set(player, number);
    }
    return number;
  }
}

const EMPTY = new Uint8Array(0);

function joined(texts: readonly Uint8Array[]): Uint8Array {
  const line = Uint8Array.of(NEW_LINE);
  return deflateRawSync(Buffer.concat(texts.flatMap((text) => [text, line])), { level: 1 });
}

function* lines(packed: Uint8Array): Generator<Uint8Array> {
  const raw = inflateRawSync(packed);
  for (let from = 0, to = raw.indexOf(NEW_LINE); to >= 0; from = to + 1, to = raw.indexOf(NEW_LINE, from)) {
    yield raw.subarray(from, to);
  }
}
