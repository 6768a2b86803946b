import { tableSpec } from '@fanfold/kit/changes';
import { z } from 'zod';
import type { WantedKeys } from './change-keys.ts';
import { type FanKeys, KEY_KINDS, type KeyKind } from './documents.ts';
import type { KeyPlan } from './key-plan.ts';
import { type UnreadableKey, readKey } from './read-key.ts';

/** The unique columns of a row of `fans`; null, empty or absent: there is none. */
export type FanRow = Record<KeyKind, string | null>;

const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => (value?.trim() ? value : null));

export const fansTable = tableSpec<FanRow>({
  table: 'fans',
  keyColumns: ['id'],
  scopeColumn: 'id',
  // A million fans are not visited for a range.
  unscopedRange: 'ignored',
  columns: {
    handle: ['handle', text],
    referralCode: ['referral_code', text],
    email: ['email', text],
    phone: ['phone', text],
  },
});

/** A row as it is since a version; null: it is gone. */
export interface FanChange {
  uid: string;
  version: string;
  row: FanRow | null;
}

/** The keys that a row gives to a fan, and what of it is no key. Nothing, when the row is not newer than what has come. */
function keysOf(fan: FanKeys, { version, row }: FanChange, secret: string) {
  const wanted: WantedKeys = {};
  const unreadable = new Map<KeyKind, UnreadableKey>();
  if (fan.isErased || version <= fan.version) return { wanted, unreadable };
  for (const kind of KEY_KINDS) {
    if (kind === 'handle' && fan.hasChosen) continue;
    const written = row?.[kind] ?? null;
    const read = written === null ? null : readKey(kind, written, secret);
    const isKey = read !== null && 'key' in read;
    wanted[kind] = isKey ? read : null;
    if (read !== null && !isKey) unreadable.set(kind, read);
  }
  return { wanted, unreadable };
}

export function wantedOf(fan: FanKeys, change: FanChange, secret: string): WantedKeys {
  return keysOf(fan, change, secret).wanted;
}

/** Gives a fan what their row says, in any order of changes and any number of times: a version that is not newer does nothing. */
export function applyRow(plan: KeyPlan, change: FanChange, secret: string): void {
  const { uid, version } = change;
  const fan = plan.fan(uid);
  if (fan.isErased || version <= fan.version) return;
  const { wanted, unreadable } = keysOf(fan, change, secret);
  fan.version = version;
  for (const kind of KEY_KINDS) {
    const key = wanted[kind];
    const not = unreadable.get(kind);
    if (not) plan.refuse(uid, kind, not.problem, not.shown);
    else if (key !== undefined) plan.settle(uid, kind, key);
  }
}
