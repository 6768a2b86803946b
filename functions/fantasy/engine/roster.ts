import type { Entry } from '@fanfold/game/fantasy';
import { EntryIndex } from './entry-index.ts';
import { grown } from './grow.ts';
import { Texts, sameBytes, toBytes } from './texts.ts';

/** An entry as the scorer takes it in; its fan and number are in the id, `{uid}_{n}`. */
export interface EntryRecord extends Entry {
  id: string;
  name: string;
  avatar: string;
  /** Raised by one by every change of the entry's document: by a team that is saved, and by a power-up that is used. */
  revision: number;
}

/** What an entry holds besides its power-ups, as bytes and indexes of players. */
export interface RosterRow {
  id: Uint8Array;
  name: Uint8Array;
  avatar: Uint8Array;
  /** Revision of the document when this team was saved. */
  revision: number;
  /** As many as a team has players; a missing one is NO_PLAYER with weight 0. */
  players: Uint16Array;
  /** Multipliers in halves: 2 is 1, 3 is 1.5. */
  weights: Uint8Array;
}

export const NO_PLAYER = 0xffff;

/** Player id <-> small number, in order of appearance. */
export class PlayerTable {
  readonly ids: string[] = [];
  readonly #numbers = new Map<string, number>();

  number(id: string): number {
    let number = this.#numbers.get(id);
    if (number === undefined) {
      number = this.ids.push(id) - 1;
      if (number >= NO_PLAYER) throw new RangeError(`more than ${NO_PLAYER} players in one contest`);
      this.#numbers.set(id, number);
    }
    return number;
  }

  find(id: string): number | undefined {
    return this.#numbers.get(id);
  }
}

/** Teams of all fans of one contest, as columns, by number of the entry in order of arrival. */
export class Roster {
  /** Players of a team. */
  readonly stride: number;
  readonly players = new PlayerTable();
  readonly ids = new Texts();
  readonly names = new Texts();
  readonly avatars = new Texts();
  readonly index = new EntryIndex(this.ids);
  /** Sum of the teams' revisions. */
  revisionSum = 0;
  #revisions = new Uint32Array(0);
  picks = new Uint16Array(0);
  weights = new Uint8Array(0);
  count = 0;

  constructor(stride: number) {
    this.stride = stride;
  }

  rowOf(record: EntryRecord): RosterRow {
    if (record.picks.length > this.stride) throw new RangeError(`${record.id} has ${record.picks.length} picks`);
    const players = new Uint16Array(this.stride).fill(NO_PLAYER);
    const weights = new Uint8Array(this.stride);
    for (const [at, { playerId, multiplier }] of record.picks.entries()) {
      players[at] = this.players.number(playerId);
      weights[at] = multiplier * 2;
    }
    const { id, name, avatar } = record;
    const revision = teamRevision(record);
    return { id: toBytes(id), name: toBytes(name), avatar: toBytes(avatar), revision, players, weights };
  }

  row(entry: number): RosterRow {
    const from = entry * this.stride;
    return {
      id: this.ids.bytes(entry).slice(),
      name: this.names.bytes(entry).slice(),
      avatar: this.avatars.bytes(entry).slice(),
      revision: this.revision(entry),
      players: this.picks.slice(from, from + this.stride),
      weights: this.weights.slice(from, from + this.stride),
    };
  }

  revision(entry: number): number {
    return this.#revisions[entry] ?? 0;
  }

  #setRevision(entry: number, revision: number): void {
    this.revisionSum += revision - this.revision(entry);
    this.#revisions[entry] = revision;
  }

  find(id: Uint8Array): number | undefined {
    return this.index.find(id);
  }

  /** @returns number of the entry */
  append(row: RosterRow): number {
    const entry = this.count++;
    this.ids.set(entry, row.id);
    this.index.add(entry);
    this.replace(entry, row);
    return entry;
  }

  replace(entry: number, row: RosterRow): void {
    const { stride } = this;
    if (!sameBytes(this.names.bytes(entry), row.name)) this.names.set(entry, row.name);
    if (!sameBytes(this.avatars.bytes(entry), row.avatar)) this.avatars.set(entry, row.avatar);
    this.#revisions = grown(this.#revisions, entry + 1);
    this.#setRevision(entry, row.revision);
    this.picks = grown(this.picks, (entry + 1) * stride);
    this.weights = grown(this.weights, (entry + 1) * stride);
    this.picks.set(row.players, entry * stride);
    this.weights.set(row.weights, entry * stride);
  }

  /** Whether the entry holds the same players with the same multipliers. */
  hasTeam(entry: number, row: RosterRow): boolean {
    let same = true;
    for (let at = 0, from = entry * this.stride; same && at < this.stride; at++)
      same = this.picks[from + at] === row.players[at] && this.weights[from + at] === row.weights[at];
    return same;
  }

  truncate(count: number): void {
    for (let entry = count; entry < this.count; entry++) this.#setRevision(entry, 0);
    this.count = count;
    this.index.truncate(count);
  }
}

/**
 * Revision that the team has had since it was saved. A power-up raises the revision of the document and leaves the team as it is: were its revision
 * taken for the team's, an instance that knows the power-up and not yet the team would refuse the team as old.
 */
function teamRevision({ revision, powerUps }: EntryRecord): number {
  return revision - powerUps.length;
}
