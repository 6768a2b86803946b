/** A campaign as one instance knows it. Only hints: every decision reads the slots themselves. */
interface Board {
  /** None while it is sold out, or not known. */
  slots: readonly string[];
  dry: Set<string>;
  /** Slot -> the redemptions of this instance that are at it. */
  lines: Map<string, Line>;
}

interface Line {
  waiting: number;
  last: Promise<void>;
}

/** Campaigns whose hints are kept, of some 5 KB each. */
const MAX_CAMPAIGNS = 2_000;

/**
 * Which slot the next redemption tries first: one that is not known to be dry, with the fewest redemptions of this instance at it, by random. Those that
 * are at one slot take turns: together they would only fail each other's commits.
 */
export class SlotBoard {
  readonly #random: () => number;
  /** Least recently used first. */
  readonly #boards = new Map<string, Board>();

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** @param work is given the slots that are known, in the order in which to try them */
  async inTurn<T>(campaignId: string, work: (inOrder: readonly string[]) => Promise<T>): Promise<T> {
    const board = this.#board(campaignId);
    const inOrder = this.#inOrder(board);
    const [first] = inOrder;
    if (first === undefined || board.dry.has(first)) return work(inOrder);
    const line = board.lines.get(first) ?? { waiting: 0, last: Promise.resolve() };
    const before = line.last;
    let done = () => {};
    line.waiting++;
    line.last = new Promise((resolve) => (done = resolve));
    board.lines.set(first, line);
    try {
      await before;
      // What was learnt meanwhile counts; the place in the line is kept.
      return await work(board.dry.has(first) ? this.#inOrder(board) : inOrder);
    } finally {
      if (--line.waiting === 0) board.lines.delete(first);
      done();
    }
  }

  /** These are the slots of the campaign; none: it is sold out. @returns them in the order in which to try them */
  learn(campaignId: string, slots: readonly string[]): string[] {
    const board = this.#board(campaignId);
    board.slots = slots;
    return this.#inOrder(board);
  }

  note(campaignId: string, slot: string, isDry: boolean): void {
    const { dry } = this.#board(campaignId);
    if (isDry) dry.add(slot);
    else dry.delete(slot);
  }

  #inOrder({ slots, dry, lines }: Board): string[] {
    const ranked = slots.map((slot) => ({
      slot,
      rank: dry.has(slot) ? slots.length + 1_000 : (lines.get(slot)?.waiting ?? 0),
      lot: this.#random(),
    }));
    return ranked.sort((a, b) => a.rank - b.rank || a.lot - b.lot).map(({ slot }) => slot);
  }

  #board(campaignId: string): Board {
    const board = this.#boards.get(campaignId) ?? { slots: [], dry: new Set(), lines: new Map() };
    this.#boards.delete(campaignId);
    this.#boards.set(campaignId, board);
    const idle = [...this.#boards].find(([, { lines }]) => lines.size === 0);
    if (this.#boards.size > MAX_CAMPAIGNS && idle) this.#boards.delete(idle[0]);
    return board;
  }
}
