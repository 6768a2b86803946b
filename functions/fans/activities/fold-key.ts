import { shardOf } from '@fanfold/kit/ops';

/** Midnight is one instant for all fans of a zone, and each day's is later than all before: one range of an index would take all writes. */
export const FOLD_SHARDS = 16;

/** When a fan is to be folded although they do nothing, as an index holds it: shard by fan, then time. */
export function foldKey(uid: string, at: number): string {
  return foldKeyIn(shardOf(uid, FOLD_SHARDS), at);
}

export function foldKeyIn(shard: number, at: number): string {
  return `${String(shard).padStart(2, '0')}/${new Date(at).toISOString()}`;
}
