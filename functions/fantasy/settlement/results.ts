import { setTimeout as wait } from 'node:timers/promises';
import { isWriteConflict, isTransient } from '@fanfold/kit/ops';
import type { DocumentReference, DocumentSnapshot, Timestamp } from 'firebase-admin/firestore';
import { ownerOf } from '../engine/field.ts';
import type { EntryRecord } from '../entries/entry-record.ts';
import type { FantasyStore } from '../scorer/fantasy-store.ts';
import { type Outcome, type Result, type SettlementDocument, resultSchema } from './settlement.ts';

const RETRIES = 20;

/**
 * Writes the results of these entries, all or none, as far as no result stands there of this settlement or a later one.
 *
 * @param publishReplaced gets the results of earlier settlements that are about to be replaced
 * @returns the results as they then stand, by entry id
 */
export async function writeResults(
  store: FantasyStore,
  settlement: SettlementDocument,
  entries: readonly EntryRecord[],
  outcome: (entry: EntryRecord) => Outcome,
  publishReplaced: (results: ReadonlyMap<string, Result>) => Promise<void>,
): Promise<Map<string, Result>> {
  const at = (id: string) => store.db.doc(`contests/${settlement.contestId}/results/${id}`);
  // The first settlement finds nothing: reading would be in vain, unless this is a repeat.
  let known: Map<string, Known> | null = settlement.n === 1 ? new Map() : null;
  for (let attempt = 1; ; attempt++) {
    known ??= await readResults(
      store,
      entries.map(({ id }) => at(id)),
    );
    const results = new Map<string, Result>();
    const replaced = new Map<string, Result>();
    const batch = store.db.batch();
    let writes = 0;
    for (const entry of entries) {
      const before = known.get(entry.id);
      if (before && before.result.settlement >= settlement.n) {
        results.set(entry.id, before.result);
        continue;
      }
      const result = nextResult(entry.id, outcome(entry), before?.result);
      results.set(entry.id, result);
      writes++;
      if (before) replaced.set(entry.id, before.result);
      if (before) batch.update(at(entry.id), { ...result }, { lastUpdateTime: before.updateTime });
      else batch.create(at(entry.id), result);
    }
    if (replaced.size > 0) await publishReplaced(replaced);
    try {
      if (writes > 0) await batch.commit();
      return results;
    } catch (error) {
      const again = isWriteConflict(error) || isTransient(error);
      if (!again || attempt >= RETRIES) throw error;
      known = null;
      await wait(Math.random() * Math.min(1_000, 20 * 2 ** attempt));
    }
  }
}

/** Results of these entries, by entry id; of some there may be none. */
export async function standingResults(
  store: FantasyStore,
  contestId: string,
  entries: readonly EntryRecord[],
): Promise<Map<string, Result>> {
  const known = await readResults(
    store,
    entries.map(({ id }) => store.db.doc(`contests/${contestId}/results/${id}`)),
  );
  return new Map([...known].map(([id, { result }]) => [id, result]));
}

interface Known {
  result: Result;
  updateTime: Timestamp;
}

async function readResults(store: FantasyStore, references: readonly DocumentReference[]): Promise<Map<string, Known>> {
  const snapshots: DocumentSnapshot[] = await store.db.getAll(...references);
  return new Map(
    snapshots.flatMap((snapshot) => {
      const { updateTime } = snapshot;
      return updateTime ? [[snapshot.id, { result: resultSchema.parse(snapshot.data()), updateTime }] as const] : [];
    }),
  );
}

/** What a fan has had already is taken off: a correction pays the difference, or takes it back. */
function nextResult(entryId: string, outcome: Outcome, before: Result | undefined): Result {
  const paid = Object.values(before?.grants ?? {}).reduce((sum, amount) => sum + amount, 0);
  const due = outcome.coins - paid;
  const grants = { ...before?.grants, ...(due === 0 ? {} : { [outcome.settlement]: due }) };
  const { points, rank, of, coins, void: isVoid, settlement } = before ?? outcome;
  return {
    ...ownerOf(entryId),
    ...outcome,
    grants,
    before: before ? { points, rank, of, coins, void: isVoid, settlement } : null,
  };
}
