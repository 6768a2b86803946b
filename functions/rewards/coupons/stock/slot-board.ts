/**
 * A campaign as one instance knows it: its slots, and whether they were dry. The next one to try comes first; there are none while it is sold out, or not
 * known. Only hints: every decision reads the slots themselves.
 */
type Board = Map<string, boolean>;

/** Hints that are kept, of all campaigns; a campaign counts as one more. They take some 20 MB. */
const MAX_HINTS = 100_000;

/**
 * Which slots the next commit of an instance tries first: those that are not known to be dry, in turn. Each instance has an order of its own, by random, so
 * that instances seldom meet at a slot, and none is written twice before all others were.
 */
export class SlotBoard {
  readonly #random: () => number;
  /** Least recently used first. */
  readonly #boards = new Map<string, Board>();
  #hints = 0;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** @returns the slots that are known, in the order in which to try them; the next call begins with another one */
  next(campaignId: string): string[] {
    const board = this.#board(campaignId);
    const inOrder = [...board].sort(([, a], [, b]) => Number(a) - Number(b)).map(([slot]) => slot);
    const [first] = inOrder;
    if (first !== undefined) {
      const isDry = board.get(first) === true;
      board.delete(first);
      board.set(first, isDry);
    }
    return inOrder;
  }

  /** These are the slots of the campaign; none: it is sold out. */
  learn(campaignId: string, slots: readonly string[]): void {
    const known = this.#board(campaignId);
    if (slots.length === known.size && slots.every((slot) => known.has(slot))) return;
    const drawn = slots.map((slot) => ({ slot, lot: this.#random() })).sort((a, b) => a.lot - b.lot);
    this.#keep(campaignId, new Map(drawn.map(({ slot }) => [slot, known.get(slot) === true])));
  }

  /** Of a slot that is known. */
  note(campaignId: string, slot: string, isDry: boolean): void {
    const board = this.#board(campaignId);
    if (board.has(slot)) board.set(slot, isDry);
  }

  #board(campaignId: string): Board {
    const board = this.#boards.get(campaignId) ?? new Map<string, boolean>();
    this.#keep(campaignId, board);
    return board;
  }

  #keep(campaignId: string, board: Board): void {
    this.#drop(campaignId);
    this.#boards.set(campaignId, board);
    this.#hints += 1 + board.size;
    for (const oldest of this.#boards.keys()) {
      if (this.#hints <= MAX_HINTS || oldest === campaignId) break;
      this.#drop(oldest);
    }
  }

  #drop(campaignId: string): void {
    const board = this.#boards.get(campaignId);
    if (!board) return;
    this.#boards.delete(campaignId);
    this.#hints -= 1 + board.size;
  }
}
