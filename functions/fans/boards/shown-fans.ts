import { isDeepStrictEqual } from 'node:util';
import type { Firestore } from 'firebase-admin/firestore';
import type { ShownFan } from './board-fan.ts';
import { profilePath } from '../profile/profile.ts';

/** Fans whose names are kept; those of all leaderboards are some tens of thousands. */
const MOST = 50_000;

/** What others see of the fans in leaderboards; null: they have no name. */
export class ShownFans {
  readonly fans = new Map<string, ShownFan | null>();
  readonly #db: Firestore;

  constructor(db: Firestore) {
    this.#db = db;
  }

  /** @returns whether it was known, and is another now */
  put(uid: string, shown: ShownFan | null): boolean {
    const known = this.fans.get(uid);
    if (known === undefined || isDeepStrictEqual(known, shown)) return false;
    this.fans.set(uid, shown);
    return true;
  }

  /** Another instance has had a change of theirs. */
  forget(uid: string): void {
    this.fans.delete(uid);
  }

  /** Reads those that are not known. */
  async read(uids: readonly string[]): Promise<void> {
    if (this.fans.size > MOST) this.fans.clear();
    const unknown = [...new Set(uids)].filter((uid) => !this.fans.has(uid));
    if (unknown.length === 0) return;
    const found = await this.#db.getAll(...unknown.map((uid) => this.#db.doc(profilePath(uid))), {
      fieldMask: ['name', 'avatar'],
    });
    for (const snapshot of found) {
      const [name, avatar] = [snapshot.get('name') as string | undefined, snapshot.get('avatar') as string | undefined];
      this.fans.set(snapshot.id, name === undefined || avatar === undefined ? null : { name, avatar });
    }
  }
}
