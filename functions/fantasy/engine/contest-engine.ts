import type { LeaderboardRow, PointsTimeline, PowerUp, RankTable } from '@fanfold/game/fantasy';
import { ENTRIES_PER_BLOCK, type EntryBlock, POWER_UPS_PER_BLOCK, type PowerUpBlock } from './blocks.ts';
import { packEntries, packPowerUps, unpackEntries, unpackPowerUps } from './blocks.ts';
import { rankTableOf, topRows } from './field.ts';
import { Holdings } from './holdings.ts';
import { PowerUpLog, type PowerUpRow } from './power-up-log.ts';
import { type EntryRecord, NO_PLAYER, Roster, type RosterRow } from './roster.ts';
import { toText } from './texts.ts';

/** Thrown when a block does not continue what is held: the contest must be read anew. */
export class BlocksDiffer extends Error {}

/** What is held of one contest beyond its documents: teams, power-ups, scores. Changes count once they are accepted; a failed commit rolls them back. */
export class ContestEngine {
  readonly roster: Roster;
  readonly powerUps = new PowerUpLog();
  #holdings: Holdings | undefined;
  #timeline: PointsTimeline | undefined;
  #undo: (() => void)[] = [];
  readonly #changedBlocks = new Set<number>();
  #accepted = { entries: 0, powerUps: 0 };

  /** @param stride players of a team */
  constructor(stride: number) {
    this.roster = new Roster(stride);
  }

  /** Sum of the revisions of the entries' documents: with the number of entries, what a sweep compares. */
  get revisionSum(): number {
    return this.roster.revisionSum + this.powerUps.count;
  }

  /** Blocks of entries. */
  get blocks(): number {
    return Math.ceil(this.roster.count / ENTRIES_PER_BLOCK);
  }

  /**
   * Takes in an entry; one that is known already, or an older state of it, changes nothing.
   *
   * @returns whether anything changed
   */
  add(record: EntryRecord): boolean {
    const row = this.roster.rowOf(record);
    const isNew = this.#put(row);
    const entry = this.roster.find(row.id) ?? 0;
    let powered = false;
    for (const { kind, playerId, multiplier, since, units } of record.powerUps) {
      const numbers = { kind: this.powerUps.kind(kind), player: this.roster.players.number(playerId) };
      if (this.powerUps.has(entry, numbers.kind)) continue;
      this.#power({ entry, ...numbers, multiplier, period: since.period, unit: since.unit, units });
      powered = true;
    }
    if (isNew) this.#changedBlocks.add(Math.floor(entry / ENTRIES_PER_BLOCK));
    return isNew || powered;
  }

  /** An entry as it was taken in, without its power-ups. */
  record(entry: number): EntryRecord {
    const { id, name, avatar, revision, players, weights } = this.roster.row(entry);
    const picks = [...players].flatMap((player, at) =>
      player === NO_PLAYER
        ? []
        : [{ playerId: this.roster.players.ids[player] ?? '', multiplier: (weights[at] ?? 0) / 2 }],
    );
    return { id: toText(id), name: toText(name), avatar: toText(avatar), revision, picks, powerUps: [] };
  }

  powerUp({ kind, player, multiplier, period, unit, units }: PowerUpRow): PowerUp {
    const playerId = this.roster.players.ids[player] ?? '';
    return { kind: this.powerUps.kinds[kind] ?? '', playerId, multiplier, since: { period, unit }, units };
  }

  /** Takes in a block that another instance, or an earlier life of this one, has committed. @throws BlocksDiffer */
  loadEntries(number: number, block: EntryBlock): void {
    let entry = number * ENTRIES_PER_BLOCK;
    if (block.stride !== this.roster.stride) throw new BlocksDiffer(`teams of ${block.stride} players`);
    for (const row of unpackEntries(this.roster, block)) {
      const known = this.roster.find(row.id);
      if (known !== undefined ? known !== entry : entry !== this.roster.count)
        throw new BlocksDiffer(`block ${number}`);
      if (known === undefined) this.#append(row);
      else this.#put(row);
      entry++;
    }
    this.accept();
  }

  loadPowerUps(block: PowerUpBlock): void {
    for (const row of unpackPowerUps(this.powerUps, this.roster, block)) {
      // Read between two commits of another instance: the entry has come since its block was read.
      if (row.entry >= this.roster.count) throw new BlocksDiffer(`power-up of entry ${row.entry}`);
      if (!this.powerUps.has(row.entry, row.kind)) this.#power(row);
    }
    this.accept();
  }

  /** What is held has been committed. */
  accept(): void {
    this.#undo = [];
    this.#changedBlocks.clear();
    this.#accepted = { entries: this.roster.count, powerUps: this.powerUps.count };
  }

  /** What has not been committed is forgotten. */
  rollback(): void {
    const { entries, powerUps } = this.#accepted;
    const appended = this.roster.count > entries || this.powerUps.count > powerUps;
    if (appended || this.#undo.length > 0) this.#holdings = undefined;
    for (const undo of this.#undo.reverse()) undo();
    if (this.roster.count > entries) this.roster.truncate(entries);
    this.powerUps.truncate(powerUps);
    this.accept();
  }

  /** Blocks that hold changes. */
  get changedBlockCount(): number {
    const { powerUps } = this.#accepted;
    const used =
      this.powerUps.count === powerUps
        ? 0
        : Math.ceil(this.powerUps.count / POWER_UPS_PER_BLOCK) - Math.floor(powerUps / POWER_UPS_PER_BLOCK);
    return this.#changedBlocks.size + used;
  }

  /** Blocks that hold changes, packed. */
  changedEntries(): Map<number, EntryBlock> {
    const numbers = [...this.#changedBlocks].sort((a, b) => a - b);
    return new Map(numbers.map((number) => [number, packEntries(this.roster, number)]));
  }

  changedPowerUps(): Map<number, PowerUpBlock> {
    const blocks = new Map<number, PowerUpBlock>();
    if (this.powerUps.count === this.#accepted.powerUps) return blocks;
    const first = Math.floor(this.#accepted.powerUps / POWER_UPS_PER_BLOCK);
    for (let number = first; number * POWER_UPS_PER_BLOCK < this.powerUps.count; number++)
      blocks.set(number, packPowerUps(this.powerUps, this.roster, number));
    return blocks;
  }

  /** Scores of all entries, by number, as of this timeline. A view, valid until the next change. */
  scores(timeline: PointsTimeline): Int32Array {
    if (!this.#holdings) this.#holdings = new Holdings(this.roster, this.powerUps, timeline);
    else if (timeline !== this.#timeline) this.#holdings.apply(timeline);
    this.#timeline = timeline;
    return this.#holdings.scores;
  }

  rankTable(timeline: PointsTimeline): RankTable {
    return rankTableOf(this.scores(timeline), this.roster.count);
  }

  top(timeline: PointsTimeline, table: RankTable, places: number): LeaderboardRow[] {
    return topRows(this.roster, this.scores(timeline), table, places);
  }

  /** @returns false: an older team, or the one that is here */
  #put(row: RosterRow): boolean {
    const { roster } = this;
    const known = roster.find(row.id);
    if (known === undefined) {
      this.#append(row);
      return true;
    }
    if (row.revision <= roster.revision(known)) return false;
    const sameTeam = roster.hasTeam(known, row);
    const before = roster.row(known);
    this.#undo.push(() => roster.replace(known, before));
    roster.replace(known, row);
    if (!sameTeam) this.#holdings = undefined;
    return true;
  }

  #append(row: RosterRow): void {
    const entry = this.roster.append(row);
    this.#holdings?.addEntry(entry);
  }

  #power(row: PowerUpRow): void {
    this.powerUps.append(row);
    this.#holdings?.addPowerUp(this.powerUps.count - 1);
  }
}
