import { isDeepStrictEqual } from 'node:util';
import type { Effect } from '../messages/effect.ts';
import type { RowSet } from '../changes/row-set.ts';
import type { TableSpec } from '../changes/table-spec.ts';

/** Content of a public document, without `rev`. */
export type Content = Record<string, unknown>;

/** What one service makes of a match's rows. Pure; the kit does the rest. */
export interface Projector {
  /** Name of the service; its state is `matches/{m}/state/{service}`. */
  service: string;
  /** Raised when the same rows give other documents. An older release refuses a newer state. */
  foldVersion: number;
  tables: readonly TableSpec[];
  /** Paths below `matches/{m}` that this service alone writes; '' is the match document itself. */
  owns: { documents: readonly string[]; collections: readonly string[] };
  project(matchId: string, rows: RowSet): Projection;
}

export interface Projection {
  /** Public documents by path below `matches/{m}`; one that is missing here is deleted. */
  documents: ReadonlyMap<string, Content>;
  /** Number of live rows that the documents stand on. */
  seq: number;
  /** Changes when something changed that a fan cares about; all else may wait for QUIET_COMMIT_SECONDS. */
  liveDigest: string;
  /** What other services act on, by id. */
  facts: ReadonlyMap<string, Fact>;
}

export interface Fact {
  topic: string;
  body: Content;
}

export const NOTHING: Projection = { documents: new Map(), seq: 0, liveDigest: '', facts: new Map() };

export interface DocumentChanges {
  set: Map<string, Content>;
  remove: string[];
}

export function diffDocuments(before: Projection['documents'], after: Projection['documents']): DocumentChanges {
  const set = new Map([...after].filter(([path, content]) => !isDeepStrictEqual(before.get(path), content)));
  return { set, remove: [...before.keys()].filter((path) => !after.has(path)) };
}

export function diffFacts(matchId: string, before: Projection, after: Projection, rev: number): Effect[] {
  const effects: Effect[] = [];
  const add = (id: string, change: Effect['change'], fact: Fact) =>
    effects.push({ v: 1, id, change, rev, matchId, ...fact });
  for (const [id, fact] of after.facts) {
    const old = before.facts.get(id);
    if (!old) add(id, 'created', fact);
    else if (!isDeepStrictEqual(old, fact)) add(id, 'updated', fact);
  }
  for (const [id, fact] of before.facts) if (!after.facts.has(id)) add(id, 'revoked', fact);
  return effects;
}
