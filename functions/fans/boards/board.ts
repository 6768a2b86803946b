import { type RankTable, rankOf, rankTableOfCounts } from '@fanfold/game/ranks';

/** Places of a leaderboard. */
export const TOP = 100;

/** One of the fans on a board. */
export interface Ranked {
  uid: string;
  score: number;
}

/** Scores of one board: how many fans have each, and who is ahead. */
export class Board {
  readonly id: string;
  /** What stands in Firestore is older. */
  isDirty = true;
  /** Its header stands in Firestore, as far as this instance knows. */
  hasHeader = false;
  readonly #counts = new Map<number, number>();
  #fans = 0;
  /** By score; of equal ones by uid. */
  #top: Ranked[] = [];
  /** Somebody has left the top, and who follows is not known. */
  #isTopShort = false;

  constructor(id: string) {
    this.id = id;
  }

  get fans(): number {
    return this.#fans;
  }

  get isTopShort(): boolean {
    return this.#isTopShort;
  }

  add(fan: Ranked): void {
    this.#count(fan.score, 1);
    this.#insert(fan);
  }

  remove({ uid, score }: Ranked): void {
    this.#count(score, -1);
    if (this.#takeFromTop(uid)) this.#isTopShort ||= this.#fans > this.#top.length;
  }

  /** A fan of the board has another score. */
  change({ uid, score }: Ranked, before: number): void {
    this.#count(before, -1);
    this.#count(score, 1);
    const wasInTop = this.#takeFromTop(uid);
    const last = this.#top.at(-1);
    const hasOthers = this.#fans - 1 > this.#top.length;
    // A fan who stays before one who is ahead of all others is ahead of them, too.
    if (wasInTop && hasOthers && (!last || compare(last, { uid, score }) < 0)) this.#isTopShort = true;
    else this.#insert({ uid, score });
  }

  get topUids(): string[] {
    return this.#top.map(({ uid }) => uid);
  }

  isInTop(uid: string): boolean {
    return this.#top.some((ranked) => ranked.uid === uid);
  }

  /** Finds those ahead anew, among all fans of the board. */
  refillTop(fans: Iterable<Ranked>): void {
    this.#top = [];
    this.#isTopShort = false;
    for (const fan of fans) this.#insert(fan);
  }

  table(): RankTable {
    return rankTableOfCounts(this.#counts);
  }

  /** The first hundred, with competition ranks. */
  top(table: RankTable): (Ranked & { rank: number })[] {
    return this.#top.map((ranked) => ({ ...ranked, rank: rankOf(table, ranked.score).rank }));
  }

  #count(score: number, fans: 1 | -1): void {
    this.isDirty = true;
    this.#fans += fans;
    const count = (this.#counts.get(score) ?? 0) + fans;
    if (count === 0) this.#counts.delete(score);
    else this.#counts.set(score, count);
  }

  #takeFromTop(uid: string): boolean {
    const place = this.#top.findIndex((ranked) => ranked.uid === uid);
    if (place >= 0) this.#top.splice(place, 1);
    return place >= 0;
  }

  #insert(fan: Ranked): void {
    const last = this.#top.at(-1);
    // Where the top is short, those who are to follow may be ahead of this one.
    if (last && compare(last, fan) < 0 && (this.#top.length >= TOP || this.#isTopShort)) return;
    let [low, high] = [0, this.#top.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(this.#top[middle] as Ranked, fan) < 0) low = middle + 1;
      else high = middle;
    }
    this.#top.splice(low, 0, fan);
    if (this.#top.length > TOP) this.#top.pop();
  }
}

function compare(a: Ranked, b: Ranked): number {
  return b.score - a.score || (a.uid < b.uid ? -1 : 1);
}
