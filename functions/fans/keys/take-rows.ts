import { type RowImage, readMessage } from '@fanfold/kit/changes';
import { inLanes, isRefusedForGood, keepDeadLetters } from '@fanfold/kit/ops';
import type { Firestore } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import { SERVICE } from '../profile/profile.ts';
import { changeKeys } from './change-keys.ts';
import { KEY_KINDS, type KeyKind } from './documents.ts';
import { type FanChange, type FanRow, applyRow, fansTable, wantedOf } from './fan-row.ts';

/** Of one commit, which has some ten documents of each. */
const FANS_PER_COMMIT = 20;

/** Commits of one message that are under way at once. */
const LANES = 8;

export interface FanRowsOptions {
  db: Firestore;
  /** See `fanKeysSecret`. */
  secret: () => string;
  /** Epoch of envelopes that carry none. */
  epoch: () => number;
  now: () => Date;
  /** Hears of a row that asks for what its fan cannot have. */
  onConflict: (conflict: NewConflict) => void;
}

/** It stands in `keyConflicts` too, and ends by itself once another fan gives the key up, or the row changes. */
export interface NewConflict {
  kind: KeyKind;
  uid: string;
  /** See `KeyConflict`. */
  problem: string;
}

/**
 * Takes a message of `changes.fans`: afterwards each fan in it has the keys that their row says, or waits for them in `keyConflicts`.
 *
 * @throws when any of it is not certain; the message must then come again
 */
export async function takeFanRows(options: FanRowsOptions, text: string): Promise<void> {
  const { routed, rejected } = readMessage(text, [fansTable], options.epoch());
  const letters = rejected.map((letter) => ({ ...letter, payload: withoutContacts(letter.payload) }));
  await keepDeadLetters(options.db, SERVICE, letters);
  const newest = new Map<string, FanChange>();
  for (const { scope, write } of routed) {
    if (scope === null || write.kind === 'rejected') continue;
    const change = {
      uid: scope,
      version: write.version,
      row: write.kind === 'row' ? (write.row as FanRow | null) : null,
    };
    const known = newest.get(scope);
    // The marker of a snapshot has the version of its rows, and voids none of them.
    if (!known || known.version < change.version || (known.version === change.version && change.row))
      newest.set(scope, change);
  }
  await takeFanChanges(options, [...newest.values()]);
}

/** @param changes of each fan at most one */
export async function takeFanChanges(
  options: Omit<FanRowsOptions, 'epoch'>,
  changes: readonly FanChange[],
): Promise<void> {
  const pages = Array.from({ length: Math.ceil(changes.length / FANS_PER_COMMIT) }, (_, page) =>
    changes.slice(page * FANS_PER_COMMIT, (page + 1) * FANS_PER_COMMIT),
  );
  await inLanes(pages, LANES, (page) => takeTogether(options, page));
}

/** Where not all can be taken, each is on its own: none holds up the others. */
async function takeTogether(options: Omit<FanRowsOptions, 'epoch'>, changes: readonly FanChange[]): Promise<void> {
  try {
    await commit(options, changes);
  } catch (error) {
    const [change, ...others] = changes;
    if (change && others.length > 0) return inLanes(changes, 1, (each) => takeTogether(options, [each]));
    if (!change || !isRefusedForGood(error)) throw error;
    const { uid: id, version } = change;
    const letter = { code: 'cannotBeStored', message: String(error), table: fansTable.table } as const;
    await keepDeadLetters(options.db, SERVICE, [{ ...letter, payload: { id, version } }]);
  }
}

async function commit(
  { db, secret, now, onConflict }: Omit<FanRowsOptions, 'epoch'>,
  changes: readonly FanChange[],
): Promise<void> {
  const byUid = new Map(changes.map((change) => [change.uid, change]));
  const plan = await changeKeys(db, {
    uids: [...byUid.keys()],
    wanted: (uid, fan) => wantedOf(fan, byUid.get(uid) as FanChange, secret()),
    change: (keys) => {
      for (const change of changes) applyRow(keys, change, secret());
      return keys;
    },
    now: now(),
  });
  for (const [uid, { conflicts: after }, { conflicts: before }] of plan.changedFans)
    for (const kind of KEY_KINDS)
      if (after[kind] && !before[kind]) onConflict({ kind, uid, problem: after[kind].problem });
}

export function logConflict({ kind, uid, problem }: NewConflict): void {
  const event = { event: 'keyConflict', service: SERVICE, kind, fan: uid, problem };
  logger.write({ severity: 'WARNING', message: 'key conflict', ...event });
}

/** Dead letters are read by operators, and rows have addresses and numbers: what is needed to find the row is left. */
function withoutContacts(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null) return 'left out';
  const { op, source, before, after, ...rest } = payload as Record<string, unknown>;
  const id = (image: unknown) => ({ id: (image as RowImage | null | undefined)?.['id'] ?? null });
  const range = op === 's' ? rest : {};
  return { op, source, before: id(before), after: id(after), ...range };
}
