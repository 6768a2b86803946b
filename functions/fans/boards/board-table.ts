import { boardId, groupsOf } from '@fanfold/game/boards';
import { shardOf } from '@fanfold/kit/ops';
import { Board, type Ranked } from './board.ts';
import type { BoardEntry, BoardFan } from './board-fan.ts';

/** Blocks that all fans are stored in. One of a million fans has some 4,000 of them. */
export const BLOCKS = 256;

type Group = Pick<BoardEntry, 'country' | 'team'>;

/** Version of a fan who is erased: none is higher. */
const ERASED = Infinity;

const NOBODY: Group = { country: null, team: null };

/**
 * All fans and all boards, in memory: of each fan the highest version, whatever order they come in. A fan with three periods takes
 * some 400 bytes.
 */
export class BoardTable {
  readonly #numbers = new Map<string, number>();
  readonly #uids: string[] = [];
  readonly #versions: number[] = [];
  readonly #groups: Group[] = [];
  readonly #blocks: number[] = [];
  /** By block: numbers of its fans. */
  readonly #members: number[][] = Array.from({ length: BLOCKS }, () => []);
  /** By period, then by number of the fan. */
  readonly #scores = new Map<string, number[]>();
  readonly #boards = new Map<string, Board>();
  /** Equal ones are one object. */
  readonly #knownGroups = new Map<string, Group>([['/', NOBODY]]);
  readonly #changedBlocks = new Set<number>();

  /** Fans, and those who were erased. */
  get size(): number {
    return this.#uids.length;
  }

  get periods(): string[] {
    return [...this.#scores.keys()];
  }

  /** Blocks that are not stored as they are. */
  get changedBlocks(): ReadonlySet<number> {
    return this.#changedBlocks;
  }

  open(period: string): void {
    if (!this.#scores.has(period))
      this.#scores.set(
        period,
        this.#uids.map(() => 0),
      );
  }

  /** Forgets a period and its boards. */
  close(period: string): void {
    this.#scores.delete(period);
    for (const id of this.#boards.keys()) if (isOf(id, period)) this.#boards.delete(id);
  }

  /** Takes a state of a fan. @returns false: this state, or a later one, is here */
  put({ uid, version, entry }: BoardFan): boolean {
    const at = this.#numbers.get(uid) ?? this.#append(uid);
    const known = this.#versions[at] as number;
    // Who is erased stays so, whatever the clock of their last change.
    if (entry ? known >= version : known === ERASED) return false;
    this.#versions[at] = entry ? version : ERASED;
    const before = this.#groups[at] as Group;
    const after = entry ? this.#groupOf(entry) : NOBODY;
    this.#groups[at] = after;
    for (const [period, scores] of this.#scores) {
      const had = scores[at] as number;
      const has = entry ? (entry.scores.get(period) ?? had) : 0;
      if (had === has && before === after) continue;
      scores[at] = has;
      if (had > 0 && has > 0 && before === after) {
        for (const board of this.#boardsOf(period, after)) board.change({ uid, score: has }, had);
        continue;
      }
      if (had > 0) for (const board of this.#boardsOf(period, before)) board.remove({ uid, score: had });
      if (has > 0) for (const board of this.#boardsOf(period, after)) board.add({ uid, score: has });
    }
    this.#changedBlocks.add(this.#blocks[at] as number);
    return true;
  }

  /** What others see of a fan has changed: leaderboards show it. */
  renamed(uid: string): void {
    const group = this.#groups[this.#numbers.get(uid) ?? -1];
    if (!group) return;
    for (const period of this.#scores.keys())
      for (const board of this.#boardsOf(period, group)) if (board.isInTop(uid)) board.isDirty = true;
  }

  /** Boards of a period that any fan is or was on, each with a whole top. */
  boardsIn(period: string): Board[] {
    const boards = [...this.#boards.values()].filter(({ id }) => isOf(id, period));
    for (const board of boards) if (board.isTopShort) board.refillTop(this.#fansOf(board.id));
    return boards;
  }

  /** Fans of a period's board of everybody with a score of at least this. */
  *fansFrom(period: string, least: number): Generator<Ranked> {
    const scores = this.#scores.get(period) ?? [];
    for (const [at, score] of scores.entries())
      if (score > 0 && score >= least) yield { uid: this.#uids[at] as string, score };
  }

  /** Takes a block as it is to be stored. */
  takeBlock(block: number): BoardFan[] {
    this.#changedBlocks.delete(block);
    return (this.#members[block] ?? []).map((at) => this.#fan(at));
  }

  /** A block that was taken is not stored. */
  keepBlock(block: number): void {
    this.#changedBlocks.add(block);
  }

  /** All fans so far come from blocks that are stored. */
  allStored(): void {
    this.#changedBlocks.clear();
  }

  #fan(at: number): BoardFan {
    const uid = this.#uids[at] as string;
    const version = this.#versions[at] as number;
    if (version === ERASED) return { uid, version: 0, entry: null };
    const scores = new Map<string, number>();
    for (const [period, column] of this.#scores) if (column[at]) scores.set(period, column[at]);
    return { uid, version, entry: { ...(this.#groups[at] as Group), scores } };
  }

  #append(uid: string): number {
    const at = this.#uids.push(uid) - 1;
    this.#numbers.set(uid, at);
    this.#versions.push(-1);
    this.#groups.push(NOBODY);
    const block = shardOf(uid, BLOCKS);
    this.#blocks.push(block);
    this.#members[block]?.push(at);
    for (const scores of this.#scores.values()) scores.push(0);
    return at;
  }

  #groupOf({ country, team }: BoardEntry): Group {
    const key = `${country ?? ''}/${team ?? ''}`;
    const known = this.#knownGroups.get(key) ?? { country, team };
    this.#knownGroups.set(key, known);
    return known;
  }

  #boardsOf(period: string, group: Group): Board[] {
    return groupsOf(group).map((each) => {
      const id = boardId(period, each);
      const board = this.#boards.get(id) ?? new Board(id);
      this.#boards.set(id, board);
      return board;
    });
  }

  *#fansOf(board: string): Generator<Ranked> {
    for (const [period, scores] of this.#scores) {
      if (!isOf(board, period)) continue;
      for (const [at, score] of scores.entries()) {
        const isOn = score > 0 && groupsOf(this.#groups[at] as Group).some((group) => boardId(period, group) === board);
        if (isOn) yield { uid: this.#uids[at] as string, score };
      }
    }
  }
}

function isOf(board: string, period: string): boolean {
  return board === period || board.startsWith(`${period}:country:`) || board.startsWith(`${period}:team:`);
}
