import { tryAgainIfCrowded, writeAsRead } from '@fanfold/kit/calls';
import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { profilePath } from '../profile/profile.ts';
import {
  type FanKey,
  type FanKeys,
  KEY_KINDS,
  type KeyDocument,
  type KeyKind,
  NO_KEYS,
  conflictDocument,
  conflictPath,
  fanKeysPath,
  keyPath,
} from './documents.ts';
import { KeyPlan, waitsFor } from './key-plan.ts';
import { type Snapshots, readDocuments, readFans, waitingFor } from './read-keys.ts';

/** What a fan should have of each kind; null: nothing. Kinds that are not here stay as they are. */
export type WantedKeys = Partial<Record<KeyKind, FanKey | null>>;

export interface KeyChange<T> {
  uids: readonly string[];
  /** What `change` may give to a fan or take from them, by what they have: it is read. */
  wanted: (uid: string, fan: FanKeys) => WantedKeys;
  change: (plan: KeyPlan) => T;
  now: Date;
}

/**
 * Changes who has which keys. Documents of keys, fans' records, what others see of them and conflicts are one commit: no key is ever with two fans, and
 * what is given up goes to who waits for it in that same commit. Nothing is locked: a commit fails where what it was decided by has changed, and all is
 * read again. A fan's record guards all that is written of them; a key's document, whose it is and who waits for it.
 *
 * @throws CallError tryAgain, and what `change` throws
 */
export function changeKeys<T>(db: Firestore, { uids, wanted, change, now }: KeyChange<T>): Promise<T> {
  return tryAgainIfCrowded(async () => {
    const likely = pathsOf(new Map(uids.map((uid) => [uid, NO_KEYS])), wanted)[0];
    const own = await readFans(db, uids, likely);
    const [keys, released] = pathsOf(own.fans, wanted);
    const unread = keys.filter((path) => !own.snapshots.has(path));
    // Keys first: a fan who begins to wait after that raises the key's `rev`, and this commit fails.
    const more = await readDocuments(db, unread);
    const waiting = await waitingFor(db, released, uids.length);
    const others = await readFans(
      db,
      waiting.filter((uid) => !own.fans.has(uid)),
    );
    const fans = new Map([...own.fans, ...others.fans]);
    const read = new Map([...own.snapshots, ...more, ...others.snapshots]);
    const plan = new KeyPlan({ fans, erased: [...own.erased, ...others.erased], keys: keysOf(keys, read) }, now);
    const result = change(plan);
    plan.handOn();
    await commit(db, plan, read);
    return result;
  });
}

/** @returns paths of all keys that may change, and of those that may become free */
function pathsOf(fans: ReadonlyMap<string, FanKeys>, wanted: KeyChange<unknown>['wanted']): [string[], string[]] {
  const keys = new Set<string>();
  const released = new Set<string>();
  for (const [uid, fan] of fans)
    for (const [kind, want] of Object.entries(wanted(uid, fan)) as [KeyKind, FanKey | null][]) {
      if (want) keys.add(keyPath(kind, want.key));
      for (const had of [fan.has[kind], waitsFor(fan, kind)]) {
        if (!had) continue;
        keys.add(keyPath(kind, had.key));
        if (had.key !== want?.key) released.add(keyPath(kind, had.key));
      }
    }
  return [[...keys], [...released]];
}

function keysOf(paths: readonly string[], read: Snapshots): Map<string, KeyDocument | undefined> {
  return new Map(paths.map((path) => [path, read.get(path)?.data() as KeyDocument | undefined]));
}

async function commit(db: Firestore, plan: KeyPlan, read: Snapshots): Promise<void> {
  const { changedFans, changedKeys } = plan;
  if (changedFans.length === 0 && changedKeys.length === 0) return;
  const writes = db.batch();
  for (const [path, document] of changedKeys) writeAsRead(writes, read.get(path) as DocumentSnapshot, document);
  for (const [uid, keys, before] of changedFans) {
    writeAsRead(writes, read.get(fanKeysPath(uid)) as DocumentSnapshot, keys);
    for (const kind of KEY_KINDS) {
      const [then, now] = [before, keys].map((fan) => conflictDocument(uid, kind, fan.conflicts[kind]));
      if (JSON.stringify(then) === JSON.stringify(now)) continue;
      if (now) writes.set(db.doc(conflictPath(kind, uid)), now);
      else writes.delete(db.doc(conflictPath(kind, uid)));
    }
    const handle = keys.has.handle?.shown ?? null;
    if (handle === (before.has.handle?.shown ?? null)) continue;
    const profile = db.doc(profilePath(uid));
    // Of a fan who is erased it is gone, but for a call that was under way.
    if (keys.isErased) writes.delete(profile);
    else writes.set(profile, { handle }, { mergeFields: ['handle'] });
  }
  await writes.commit();
}
