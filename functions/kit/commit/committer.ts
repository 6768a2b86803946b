import type { InputFault } from '../ops/errors.ts';

/** What a committer may ask of the queue while it prepares its commit. */
export interface Batch<Item> {
  /** What has been submitted since the last call; it is part of this commit from now on. */
  take(): Item[];
  /** Waits while nothing urgent is at hand. True: more came; false: it is time to commit. */
  linger(): Promise<boolean>;
}

export interface Outcome {
  /** False: nothing had to be committed. */
  committed: boolean;
  /** Time that others shall have for commits of theirs before the next one of this queue, ms. */
  restMs?: number;
  /** What the commit still has to do and no later commit waits for, as publishing its effects; those who wait for this commit do. */
  after?: Promise<void>;
}

/** Turns the items of one scope into commits. What it keeps in memory lives as long as its commits succeed. */
export interface Committer<Item> {
  /** Memory that it takes, about, in bytes. */
  readonly bytes: number;
  /** Commits what the batch gives, all or nothing. @throws InputFault when the items, or the state itself, can never be committed */
  commit(batch: Batch<Item>): Promise<Outcome>;
  /** A commit has failed: what is in memory may not be what Firestore has. Read again. */
  invalidate(): void;
  /** The parts of an item that can be committed one without the other. */
  split(item: Item): readonly Item[];
  /**
   * A part cannot be committed, even alone. If that is the fault of rows in the state, keeps them where an operator finds them.
   *
   * @returns what is to be committed in place of the part: it, and the removal of those rows; null: the part itself is to blame
   */
  blameState(item: Item): Promise<Item | null>;
  /** Keeps a part that can never be committed where an operator finds it. @returns false when it is no input; then who waits for it gets the fault */
  reject(item: Item, fault: InputFault): Promise<boolean>;
}
