import type { Grant, PushRequest } from '@fanfold/kit/messages';

/** What a commit on a fan's activities has for another service. Its id names the fact: a receiver that gets it twice does nothing the second time. */
export interface Effect {
  topic: string;
  item: Grant | PushRequest;
}

/** In bytes. What 53 weeks of quests and all tiers give at once is half of it; it stands in the state, beside the summaries. */
const OUTBOX_BYTES = 100_000;

/**
 * What the next commit carries: its own effects, and before them those of earlier ones that are not known to be published.
 *
 * @returns `overflow`: the oldest, for which there is no room; they are for the dead letters
 */
export function nextOutbox(
  pending: readonly Effect[],
  added: readonly Effect[],
): { outbox: Effect[]; overflow: Effect[] } {
  const facts = new Set(added.map(factOf));
  const outbox = [...pending.filter((effect) => !facts.has(factOf(effect))), ...added];
  const overflow: Effect[] = [];
  for (let bytes = bytesOf(outbox); bytes > OUTBOX_BYTES && outbox.length > added.length;) {
    const oldest = outbox.splice(0, 1);
    bytes -= bytesOf(oldest);
    overflow.push(...oldest);
  }
  return { outbox, overflow };
}

/** What is won is paid and announced under one id. */
function factOf({ topic, item }: Effect): string {
  return `${topic} ${item.id}`;
}

function bytesOf(effects: readonly Effect[]): number {
  return effects.reduce((sum, effect) => sum + Buffer.byteLength(JSON.stringify(effect)), 0);
}
