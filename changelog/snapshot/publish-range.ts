import { type BatchLimits, MAX_ROW_BYTES } from '../publish/batcher.ts';
import type { DeadLetters } from '../publish/dead-letters.ts';
import type { Publisher } from '../publish/publisher.ts';
import { keyOf } from '../tables/row-values.ts';
import { type SeenRange, snapshotMessages } from './snapshot-messages.ts';

export interface RangeOutlets {
  publisher: Publisher;
  deadLetters: DeadLetters;
  batch: BatchLimits;
}

/**
 * Publishes a range of a table. Resolves when its messages are under way and what none can carry is in the dead letters.
 *
 * @returns the acknowledgements to come; one is rejected after the stop only
 */
export async function publishRange(
  seen: SeenRange,
  { publisher, deadLetters, batch }: RangeOutlets,
): Promise<{ acked: Promise<unknown> }> {
  const { maxRows, maxBytes } = batch;
  const { messages, tooLarge } = snapshotMessages(seen, { maxRows, maxBytes, maxRowBytes: MAX_ROW_BYTES });
  for (const { op, after, source } of tooLarge)
    await deadLetters.tooLarge(seen.table.name, { op, key: keyOf(seen.table, after ?? {}), source });
  const acks: Promise<void>[] = [];
  for (const message of messages) {
    acks.push(publisher.publish(message));
    await publisher.belowPressure();
  }
  const acked = Promise.all(acks);
  acked.catch(() => undefined);
  return { acked };
}
