/** A campaign as one instance knows it. Only hints: every decision reads the slots themselves. */
interface Board {
  /** None while it is sold out, or not known. The next one to try comes first. */
  slots: string[];
  dry: Set<string>;
}

/** Campaigns whose hints are kept, of some 5 KB each. */
const MAX_CAMPAIGNS = 2_000;

/**
 * Which slots the next commit of an instance tries first: those that are not known to be dry, in turn. Each instance has an order of its own, by random, so
 * that instances seldom meet at a slot, and none is written twice before all others were.
 */
export class SlotBoard {
  readonly #random: () => number;
  /** Least recently used first. */
  readonly #boards = new Map<string, Board>();

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** @returns the slots that are known, in the order in which to try them; the next call begins with another one */
  next(campaignId: string): string[] {
    const { slots, dry } = this.#board(campaignId);
    const inOrder = [...slots.filter((slot) => !dry.has(slot)), ...slots.filter((slot) => dry.has(slot))];
    const [first] = inOrder;
    if (first !== undefined) slots.push(...slots.splice(slots.indexOf(first), 1));
    return inOrder;
  }

  /** These are the slots of the campaign; none: it is sold out. */
  learn(campaignId: string, slots: readonly string[]): void {
    const board = this.#board(campaignId);
    const known = new Set(board.slots);
    if (slots.length === known.size && slots.every((slot) => known.has(slot))) return;
    const drawn = slots.map((slot) => ({ slot, lot: this.#random() }));
    board.slots = drawn.sort((a, b) => a.lot - b.lot).map(({ slot }) => slot);
  }

  note(campaignId: string, slot: string, isDry: boolean): void {
    const { dry } = this.#board(campaignId);
    if (isDry) dry.add(slot);
    else dry.delete(slot);
  }

  #board(campaignId: string): Board {
    const board = this.#boards.get(campaignId) ?? { slots: [], dry: new Set() };
    this.#boards.delete(campaignId);
    this.#boards.set(campaignId, board);
    const [oldest] = this.#boards.keys();
    if (this.#boards.size > MAX_CAMPAIGNS && oldest !== undefined) this.#boards.delete(oldest);
    return board;
  }
}
