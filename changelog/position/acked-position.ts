import type { BinlogPosition } from './position.ts';

interface Group {
  pending: number;
  /** Null while rows may still join. */
  position: BinlogPosition | null;
}

/**
 * Finds the place up to which everything is acknowledged. Messages gather in groups; a group is closed at a flush with the end of the last
 * committed transaction, when every row before it sits in a message of this or an earlier group.
 */
export class AckedPosition {
  readonly #groups: Group[] = [{ pending: 0, position: null }];
  #position: BinlogPosition | null = null;

  /** Null until a first group is acknowledged. */
  get position(): BinlogPosition | null {
    return this.#position;
  }

  /** A message joins the current group. The returned function is called at its acknowledgement. */
  sent(): () => void {
    const group = this.#current();
    group.pending++;
    return () => {
      group.pending--;
      this.#settle();
    };
  }

  /** Everything before `position` has been sent. */
  close(position: BinlogPosition): void {
    const before = this.#groups.at(-2);
    // Behind a message that is long in coming, groups of nothing would pile up.
    if (before && this.#current().pending === 0) before.position = position;
    else {
      this.#current().position = position;
      this.#groups.push({ pending: 0, position: null });
    }
    this.#settle();
  }

  #current(): Group {
    const group = this.#groups.at(-1);
    if (!group) throw new Error('there is always an open group');
    return group;
  }

  #settle(): void {
    for (let first = this.#groups[0]; first?.position && first.pending === 0; first = this.#groups[0]) {
      this.#position = first.position;
      this.#groups.shift();
    }
  }
}
