import { isDeepStrictEqual } from 'node:util';
import type { Effect } from '../messages/effect.ts';
import type { RowSet } from '../changes/row-set.ts';
import type { TableSpec } from '../changes/table-spec.ts';

/** Content of a public document, without `rev`. */
export type Content = Record<string, unknown>;

/** Documents by path below the scope's own, which is ''. */
export type Documents = ReadonlyMap<string, Content>;

/** Facts that other services act on, by id. */
export type Facts = ReadonlyMap<string, Fact>;

export interface Fact {
  topic: string;
  body: Content;
}

/** What one service makes of a scope's rows. Pure; the kit does the rest. */
export interface Projector {
  service: string;
  /** Raised when the same rows give other documents. An older release refuses a newer state. */
  foldVersion: number;
  tables: readonly TableSpec[];
  /** Path of the scope's own document, e.g. `matches/{scope}`; the state is `{root}/state/{service}`. */
  rootOf(scope: string): string;
  /** Paths below the root that this service alone writes; '' is the root itself. */
  owns: { documents: readonly string[]; collections: readonly string[] };
  project(scope: string, rows: RowSet): Projection;
  /** What other services act on: a function of the documents, so that it is known of any documents that stand in Firestore. */
  factsOf(scope: string, documents: Documents): Facts;
}

export interface Projection {
  /** Public documents; one that is missing here is deleted. */
  documents: Documents;
  /** Number of live rows that the documents stand on. */
  seq: number;
  /** Changes when something changed that a fan cares about; all else may linger for QUIET_COMMIT_SECONDS. */
  liveDigest: string;
}

export const NOTHING: Projection = { documents: new Map(), seq: 0, liveDigest: '' };

export interface DocumentChanges {
  set: Map<string, Content>;
  remove: string[];
}

export function diffDocuments(before: Documents, after: Documents): DocumentChanges {
  const set = new Map([...after].filter(([path, content]) => !isDeepStrictEqual(before.get(path), content)));
  return { set, remove: [...before.keys()].filter((path) => !after.has(path)) };
}

/** @param rev of the commit that makes the difference */
export function diffFacts(matchId: string, before: Facts, after: Facts, rev: number): Effect[] {
  const effects: Effect[] = [];
  const add = (id: string, change: Effect['change'], fact: Fact) =>
    effects.push({ v: 1, id, change, rev, matchId, ...fact });
  for (const [id, fact] of after) {
    const old = before.get(id);
    if (!old) add(id, 'created', fact);
    else if (!isDeepStrictEqual(old, fact)) add(id, 'updated', fact);
  }
  for (const [id, fact] of before) if (!after.has(id)) add(id, 'revoked', fact);
  return effects;
}
