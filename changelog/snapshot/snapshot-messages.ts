import type { RowChange, RowImage } from '@fanfold/kit/contract';
import type { Batch, BatchLimits } from '../publish/batcher.ts';
import { type KeyRange, snapshotRow } from '../publish/envelopes.ts';
import { RangeMessage, type Sight } from './range-message.ts';
import { keyOf } from '../tables/row-values.ts';

/** All rows of a key range at one moment, in key order. */
export interface SeenRange extends Sight {
  rows: readonly RowImage[];
  range: KeyRange;
}

export interface SnapshotLimits extends BatchLimits {
  /** A larger row leaves in no message. */
  maxRowBytes: number;
}

export interface SnapshotMessages {
  messages: Batch[];
  /** Rows that no message can carry, for the dead letters. */
  tooLarge: RowChange[];
}

/**
 * The messages that publish a range: rows as op r with one marker each that covers exactly them, for consumers void what is older in a
 * marker's range. What exceeds the limits is split into ranges that touch; a row that alone exceeds `maxBytes` has a message of its own.
 *
 * A row that no message can carry stands in the table all the same, so no marker may void what consumers have of it: one range ends just
 * before its key, and the next starts at it.
 */
export function snapshotMessages(seen: SeenRange, limits: SnapshotLimits): SnapshotMessages {
  const messages: Batch[] = [];
  const tooLarge: RowChange[] = [];
  let message = new RangeMessage(seen, seen.range.keyFrom);
  const close = (keyTo: string[] | null): void => {
    if (!message.isEmptyRange(keyTo)) messages.push(message.close(keyTo));
  };
  for (const row of seen.rows) {
    const change = snapshotRow(seen.source, row, seen.source.ts_ms);
    const part = JSON.stringify(change);
    if (Buffer.byteLength(part) > limits.maxRowBytes) {
      const key = keyOf(seen.table, row);
      const before = justBefore(key);
      if (before) close(before);
      message = new RangeMessage(seen, key);
      tooLarge.push(change);
      continue;
    }
    if (!message.hasRoomFor(row, part, limits)) {
      const end = message.lastKey;
      close(end);
      message = new RangeMessage(seen, end);
    }
    message.add(row, part);
  }
  close(seen.range.keyTo);
  return { messages, tooLarge };
}

/**
 * The end of all keys before this one; null when there are none. Keys are compared as text, so it is the key with its last character lowered
 * by one and followed by the highest there is.
 */
export function justBefore(key: readonly string[]): string[] | null {
  const last = key.at(-1);
  if (last === undefined) return null;
  const columnsBefore = key.slice(0, -1);
  if (last === '') return justBefore(columnsBefore);
  const start = last.slice(0, -1);
  const code = last.charCodeAt(last.length - 1);
  return [...columnsBefore, code === 0 ? start : `${start}${String.fromCharCode(code - 1)}\uffff`];
}
