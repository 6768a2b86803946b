import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { keepDeadLetters } from '../ops/dead-letters.ts';
import { commitApart } from '../ops/commit-apart.ts';
import { InputFault, isRefusedForGood } from '../ops/errors.ts';
import { groupBy } from '../ops/group-by.ts';
import { inLanes, settleAll } from '../ops/lanes.ts';
import type { Rejected } from '../ops/rejected.ts';
import { type PageLimits, pagesOf } from './pages.ts';
import { readItems } from './read-items.ts';

/** An item that is what its topic carries, and that the service cannot take. */
export type RefusedItem = Pick<Rejected, 'code' | 'message'> & { item: unknown };

/** An item that is not known to be taken: never, or not this time, so that its message must come again. */
export type UntakenItem = RefusedItem | { item: unknown; error: unknown };

export interface InboxOptions<Item> {
  db: Firestore;
  service: string;
  /** The one that the messages come from. */
  topic: string;
  /** Of one item. A message carries an array of them, or a single one. */
  schema: z.ZodType<Item>;
  /** What an item is about, e.g. a fan: items of one key are taken together, and not at the same time as others of it in the message. */
  keyOf: (item: Item) => string;
  /**
   * Returns when the items are committed, with those that it cannot take. It may get the same items again, and some of them.
   *
   * @throws when that is not certain for any of them
   */
  take: (items: readonly Item[], key: string) => Promise<readonly UntakenItem[]>;
  /** Keys of a message under way at once. */
  keysAtOnce?: number;
}

const KEYS_AT_ONCE = 32;

/** Taken by one call. A Firestore commit takes 10 MiB, and an item is stored with what follows from it. */
const CALL: PageLimits = { items: 200, bytes: 2_000_000 };

/**
 * One instance's intake of a topic whose items are each about something small: a fan, a wallet, a device. (A match has many readers and one
 * writer; its changes have an intake of their own.) What can never succeed goes, item by item, to the dead letters.
 *
 *     const take = inbox({ db, service: 'rewards', topic: GRANTS_TOPIC, schema: grantSchema, keyOf: ({ uid }) => uid, take: book });
 *     await take('[{"v": 1, "id": "fantasy:m1:ana_1:1", "uid": "ana", …}]'); // booked
 *
 * @returns takes the text of a message; returns when every item is committed or in the dead letters; throws, once all items have been tried, when
 *   any of it is not certain: the message must then come again
 */
export function inbox<Item>(options: InboxOptions<Item>): (text: string) => Promise<void> {
  const { db, service, topic, schema, keyOf, take, keysAtOnce = KEYS_AT_ONCE } = options;
  const refuse = (rejected: readonly Rejected[]) => keepDeadLetters(db, service, rejected, topic);
  return async (text) => {
    const read = readItems(text);
    if ('rejected' in read) return keepDeadLetters(db, service, [read.rejected]);
    const { items, places, rejected } = parseItems(read.items, schema);
    const letterOf = letterWriter(text, items, places);
    const byKey = groupBy(items, keyOf);
    const takeKey = async ([key, ofKey]: [string, Item[]]) => {
      const failed: unknown[] = [];
      for (const page of pagesOf(ofKey, CALL, bytesOf)) {
        const untaken = await takeStorable(page, (some) => take(some, key));
        await refuse(untaken.flatMap((each) => ('error' in each ? [] : [letterOf(each)])));
        failed.push(...untaken.flatMap((each) => ('error' in each ? [each.error] : [])));
      }
      if (failed.length > 0) throw failed[0];
    };
    await settleAll([refuse(rejected), inLanes([...byKey], keysAtOnce, takeKey)]);
  };
}

/** @returns `places`: where each of the items is in the message */
function parseItems<Item>(
  payloads: readonly unknown[],
  schema: z.ZodType<Item>,
): { items: Item[]; places: number[]; rejected: Rejected[] } {
  const items: Item[] = [];
  const places: number[] = [];
  const rejected: Rejected[] = [];
  for (const [place, payload] of payloads.entries()) {
    const parsed = schema.safeParse(payload);
    if (!parsed.success) {
      rejected.push({ code: 'badItem', message: z.prettifyError(parsed.error), table: null, payload });
      continue;
    }
    items.push(parsed.data);
    places.push(place);
  }
  return { items, places, rejected };
}

/** A dead letter has the item as it came, for it may be sent again, and a schema may have made something else of it. A message is large, and seldom has one. */
function letterWriter(text: string, items: readonly unknown[], places: readonly number[]) {
  let payloads: Map<unknown, unknown> | undefined;
  return ({ code, message, item }: RefusedItem): Rejected => {
    payloads ??= payloadsOf(text, items, places);
    return { code, message, table: null, payload: payloads.has(item) ? payloads.get(item) : item };
  };
}

function payloadsOf(text: string, items: readonly unknown[], places: readonly number[]): Map<unknown, unknown> {
  const read = readItems(text);
  const all = 'items' in read ? read.items : [];
  return new Map(items.map((item, at) => [item, all[places[at] ?? -1]]));
}

/** What Firestore refuses for good is refused item by item, so that only the culprit stays behind. */
async function takeStorable<Item>(
  items: readonly Item[],
  take: (items: readonly Item[]) => Promise<readonly UntakenItem[]>,
): Promise<readonly UntakenItem[]> {
  const untaken: UntakenItem[] = [];
  const takeSome = async (some: readonly Item[]) => {
    try {
      untaken.push(...(await take(some)));
    } catch (error) {
      if (error instanceof InputFault) throw error;
      if (isRefusedForGood(error)) throw new InputFault('cannotBeStored', error);
      untaken.push(...some.map((item) => ({ item, error })));
    }
  };
  await commitApart(items, takeSome, (item, { code, message }) => void untaken.push({ item, code, message }));
  return untaken;
}

function bytesOf(item: unknown): number {
  return Buffer.byteLength(JSON.stringify(item));
}
