import {
  type FanMonth,
  type FanRules,
  type Month,
  decodeMonth,
  decodeSummaries,
  emptyMonth,
  encodeSummaries,
  monthsToRead,
} from '@fanfold/game/fans';
import { KitError } from '@fanfold/kit/ops';
import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { activityStatePath, monthPath, newActivityState, readActivityState, readable } from './documents.ts';
import type { ReadFan } from './open-fan.ts';

/** A fan, and the months that are to be changed. */
export interface FanRead {
  uid: string;
  months: readonly Month[];
}

/** Of one read: a month may have 768 KB. */
const MONTHS_AT_ONCE = 10;

/**
 * Reads fans with some of their months, all in one call.
 *
 * @returns in the order of the list; null: the fan is erased
 * @throws UnreadableFanError; NewerFormatError and KitError stateNewerThanCode, when a newer release has written it
 */
export async function readFans(db: Firestore, reads: readonly FanRead[], rules: FanRules): Promise<(ReadFan | null)[]> {
  const paths = reads.flatMap(({ uid, months }) => [
    activityStatePath(uid),
    ...months.map((month) => monthPath(uid, month)),
  ]);
  const left = (await db.getAll(...paths.map((path) => db.doc(path)))).values();
  const next = () => left.next().value as DocumentSnapshot;
  const fans: (ReadFan | null)[] = [];
  for (const { uid, months } of reads) {
    const snapshot = next();
    const read = months.map((month) => [month, next()] as const);
    fans.push(await openFan(db, uid, snapshot, read, rules));
  }
  return fans;
}

async function openFan(
  db: Firestore,
  uid: string,
  snapshot: DocumentSnapshot,
  read: readonly (readonly [Month, DocumentSnapshot])[],
  rules: FanRules,
): Promise<ReadFan | null> {
  const stored = readActivityState(snapshot.data());
  if (stored === 'erased') return null;
  const state = stored ?? newActivityState(encodeSummaries(new Map()));
  const version = state.profile?.rulesVersion ?? rules.version;
  if (version > rules.version) throw new KitError('stateNewerThanCode', `folded by version ${version} of the rules`);
  const summaries = readable(() => decodeSummaries(state.summaries));
  const months = new Map(read.map(([month, found]) => [month, monthOf(month, found)]));
  // After a change of the rules, once: what these months have is not known yet.
  const stale = version < rules.version ? monthsToRead(summaries, rules) : [];
  const missing = stale.filter((month) => !months.has(month));
  for (let from = 0; from < missing.length; from += MONTHS_AT_ONCE) {
    const some = missing.slice(from, from + MONTHS_AT_ONCE);
    const found = await db.getAll(...some.map((month) => db.doc(monthPath(uid, month))));
    for (const [at, month] of some.entries()) months.set(month, monthOf(month, found[at] as DocumentSnapshot));
  }
  return { uid, snapshot, state, summaries, months, stale };
}

function monthOf(month: Month, found: DocumentSnapshot): FanMonth {
  if (!found.exists) return emptyMonth(month);
  return readable(() => decodeMonth(month, found.get('rows') as Uint8Array));
}
