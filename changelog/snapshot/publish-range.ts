import { type BatchLimits, MAX_ROW_BYTES } from '../publish/batcher.ts';
import type { DeadLetters } from '../publish/dead-letters.ts';
import type { Publisher } from '../publish/publisher.ts';
import { type SeenRange, snapshotMessages } from './snapshot-messages.ts';

export interface RangeOutlets {
  publisher: Publisher;
  deadLetters: DeadLetters;
  batch: BatchLimits;
}

/** Publishes a range of a table. Resolves when its messages are under way and what none can carry is in the dead letters. */
export async function publishRange(seen: SeenRange, { publisher, deadLetters, batch }: RangeOutlets): Promise<void> {
  const { maxRows, maxBytes } = batch;
  const { messages, tooLarge } = snapshotMessages(seen, { maxRows, maxBytes, maxRowBytes: MAX_ROW_BYTES });
  for (const change of tooLarge) await deadLetters.tooLarge(seen.table.name, change);
  for (const message of messages) {
    // Rejected after abort only, and then the snapshot does not count as done.
    publisher.publish(message).catch(() => undefined);
    await publisher.belowPressure();
  }
}
