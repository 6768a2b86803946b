import type { Firestore } from 'firebase-admin/firestore';
import { type Envelope, formatVersion } from '@fanfold/kit/changes';
import { directFan } from '../calls/direct-fan.ts';
import { claimHandle } from '../keys/claim-handle.ts';
import { eraseKeys } from '../keys/erase-keys.ts';
import { myReferralCode } from '../keys/referral-code.ts';
import { takeFanRows } from '../keys/take-rows.ts';

export const SECRET = 'bG9jYWxsb2NhbGxvY2FsbG9jYWxsb2NhbGxvY2FsbG8=';

const EPOCH = 1;

/** Columns of a row of `fans` as MySQL has them, without its id. */
export interface FanColumns {
  handle?: string | null;
  email?: string | null;
  phone?: string | null;
  referral_code?: string | null;
}

export const caller = (uid: string) => ({ uid, ops: uid === 'operator', token: {} });

/** The keys of fans in a Firestore, with a clock of its own. */
export class KeysPlace {
  readonly db: Firestore;
  now = new Date('2026-06-01T12:00:00Z');

  constructor(db: Firestore) {
    this.db = db;
  }

  readonly clock = () => this.now;

  later(days: number): void {
    this.now = new Date(this.now.getTime() + days * 86_400_000);
  }

  claim(uid: string, handle: string): Promise<{ handle: string }> {
    return claimHandle(this.db, caller(uid), { handle }, this.clock);
  }

  code(uid: string, newCode?: () => string): Promise<{ code: string }> {
    return myReferralCode(this.db, caller(uid), this.clock, newCode);
  }

  async erase(uid: string): Promise<void> {
    await this.leaveTombstone(uid);
    await this.eraseKeys(uid);
  }

  async leaveTombstone(uid: string): Promise<void> {
    await directFan(this.db, caller('operator'), 'eraseFan', { uid, reason: 'A test.' }, this.clock);
  }

  eraseKeys(uid: string): Promise<void> {
    return eraseKeys(this.db, uid, this.clock);
  }

  /** Takes a message of `changes.fans`. */
  rows(...envelopes: readonly object[]): Promise<void> {
    return takeFanRows(
      { db: this.db, secret: () => SECRET, epoch: () => EPOCH, now: this.clock, onConflict: () => undefined },
      JSON.stringify(envelopes),
    );
  }

  async data(path: string): Promise<Record<string, unknown> | undefined> {
    return (await this.db.doc(path).get()).data();
  }

  /** Who has a handle, by its key; null: nobody. */
  async holder(key: string): Promise<unknown> {
    return (await this.data(`handles/${key}`))?.['uid'] ?? null;
  }

  /** Of conflicts: `{kind}:{uid}`. */
  async conflicts(): Promise<string[]> {
    return (await this.db.collection('keyConflicts').get()).docs.map(({ id }) => id).sort();
  }
}

/** @param at place in the binlog: a later change has a higher one */
export function rowOf(id: string, at: number, columns: FanColumns | null): Envelope {
  const image = { id, name: 'Fan', ...columns };
  const source = { db: 'fanfold', table: 'fans', file: 'binlog.000001', pos: at, row: 0, ts_ms: 0, epoch: EPOCH };
  return columns ? { op: 'u', before: { id }, after: image, source } : { op: 'd', before: image, after: null, source };
}

export function versionAt(at: number): string {
  return formatVersion({ epoch: EPOCH, file: 1, pos: BigInt(at), row: 0 });
}
