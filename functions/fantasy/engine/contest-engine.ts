import type { LeaderboardRow, PointsTimeline } from '@fanfold/game/fantasy';
import type { RankTable } from '@fanfold/game/ranks';
import { type BlockRow, type EntryBlock, NO_PLAYER, blockPowerUps, blockRows } from '../entries/block.ts';
import { rankTableOf, topRows } from './field.ts';
import { Holdings } from './holdings.ts';
import { PowerUpLog, type PowerUpRow } from './power-up-log.ts';
import { Roster } from './roster.ts';

/** Thrown when a block has larger teams than there is room for: the contest must be read anew. */
export class LargerTeams extends Error {
  readonly stride: number;

  constructor(stride: number) {
    super(`teams of ${stride} players`);
    this.stride = stride;
  }
}

/** The entries of one contest as its blocks say, and their scores. It only ever follows the blocks: nothing in it waits to be committed. */
export class ContestEngine {
  readonly roster: Roster;
  readonly powerUps = new PowerUpLog();
  #holdings: Holdings | undefined;
  #timeline: PointsTimeline | undefined;

  /** @param stride players of a team, at most */
  constructor(stride: number) {
    this.roster = new Roster(stride);
  }

  /** Takes in a block; of an entry that is known, a later state. @throws LargerTeams */
  load(block: EntryBlock): void {
    if (block.stride > this.roster.stride) throw new LargerTeams(block.stride);
    const players = Uint16Array.from(block.players, (id) => this.roster.players.of(id));
    const kinds = block.kinds.map((kind) => this.powerUps.kind(kind));
    const own = new Uint16Array(block.stride);
    /** By row: the entry whose state is new here. */
    const changed = new Int32Array(block.count).fill(NOTHING_NEW);
    const powerUps = new Map<number, PowerUpRow[]>();
    let at = 0;
    for (const row of blockRows(block)) {
      for (const [pick, player] of row.players.entries())
        own[pick] = player === NO_PLAYER ? NO_PLAYER : (players[player] as number);
      const entry = this.#put({ ...row, players: own });
      changed[at++] = entry;
      if (entry !== NOTHING_NEW && this.powerUps.usedBy(entry) > 0) powerUps.set(entry, []);
    }
    for (const { row, kind, player, ...when } of blockPowerUps(block)) {
      const entry = changed[row] ?? NOTHING_NEW;
      if (entry === NOTHING_NEW) continue;
      const rows = powerUps.get(entry) ?? [];
      rows.push({ ...when, entry, kind: kinds[kind] ?? 0, player: players[player] ?? NO_PLAYER });
      powerUps.set(entry, rows);
    }
    for (const [entry, rows] of powerUps) this.#setPowerUps(entry, rows);
    for (const id of block.erased) this.roster.erase(id);
  }

  /** Scores of all entries, by number, as of this timeline. A view, valid until the next change. */
  scores(timeline: PointsTimeline): Int32Array {
    if (!this.#holdings) this.#holdings = new Holdings(this.roster, this.powerUps, timeline);
    else if (timeline !== this.#timeline) this.#holdings.apply(timeline);
    this.#timeline = timeline;
    return this.#holdings.scores;
  }

  rankTable(timeline: PointsTimeline): RankTable {
    return rankTableOf(this.roster, this.scores(timeline));
  }

  top(timeline: PointsTimeline, table: RankTable, places: number): LeaderboardRow[] {
    return topRows(this.roster, this.scores(timeline), table, places);
  }

  /** @returns number of the entry, or NOTHING_NEW: this state of it, or a later one, is here */
  #put(row: BlockRow): number {
    const { roster } = this;
    const known = roster.find(row.id);
    if (known === undefined) {
      const entry = roster.append(row);
      this.#holdings?.addEntry(entry);
      return entry;
    }
    if (row.revision <= roster.revision(known)) return NOTHING_NEW;
    if (!roster.hasTeam(known, row)) this.#holdings = undefined;
    roster.replace(known, row);
    return known;
  }

  #setPowerUps(entry: number, rows: readonly PowerUpRow[]): void {
    const isContinued = this.powerUps.isContinuedBy(entry, rows);
    const known = isContinued ? this.powerUps.usedBy(entry) : 0;
    if (!isContinued) {
      this.powerUps.remove(entry);
      this.#holdings = undefined;
    }
    for (const row of rows.slice(known)) {
      this.powerUps.append(row);
      this.#holdings?.addPowerUp(this.powerUps.count - 1);
    }
  }
}

const NOTHING_NEW = -1;
