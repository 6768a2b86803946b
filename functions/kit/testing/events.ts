import type { EventRow, MatchRow } from '@fanfold/game/match';
import { statsTables } from '../changes/match-tables.ts';
import type { RowSet, Write } from '../changes/row-set.ts';
import { formatVersion } from '../changes/version.ts';
import type { Content, Projector } from '../commit/projector.ts';

let pos = 0;

/** For specs: a row of the events table, or its end, newer than those before. */
export function eventWrite(id: string, fields: Partial<EventRow> | null): Write {
  return rowWrite('match_events', id, fields && { id, ...fields });
}

/** For specs: the row of `matches`. */
export function matchWrite(id: string): Write {
  return rowWrite('matches', id, { id });
}

function rowWrite(table: string, key: string, row: object | null): Write {
  return { kind: 'row', table, key, version: formatVersion({ epoch: 1, file: 1, pos: BigInt(++pos), row: 0 }), row };
}

/** Nothing of a table that is older than this write is there any more. */
export function wholeRange(table: string): Write {
  const version = formatVersion({ epoch: 1, file: 1, pos: BigInt(++pos), row: 9_999_999_999 });
  return { kind: 'range', table, version, from: null, to: null, shared: false };
}

/**
 * A small projector: a document with the sum of runs, and a moment per boundary, which is a fact. A row with `over: 13` makes the fold throw; one with
 * a list in a list in its detail is a document that cannot be stored. Only runs are urgent.
 */
export const runsProjector: Projector = {
  service: 'runs',
  foldVersion: 1,
  tables: statsTables,
  rootOf: (scope) => `matches/${scope}`,
  owns: { documents: ['', 'live/runs'], collections: ['moments'] },
  project(_scope, rows: RowSet) {
    const events = rows.table('match_events').live<EventRow>();
    if (events.some(({ over }) => over === 13)) throw new RangeError('no over 13');
    const runs = events.reduce((sum, event) => sum + (event.runs ?? 0), 0);
    const matches = rows.table('matches').live<MatchRow>();
    const documents = new Map<string, Content>([['live/runs', { runs, rows: events.length, matches: matches.length }]]);
    for (const { id, runs: of, detail } of events) {
      if ((of ?? 0) >= 4) documents.set(`moments/${id}`, { id, runs: of, detail: detail ?? {} });
    }
    return { documents, seq: events.length, liveDigest: String(runs) };
  },
  factsOf(scope, documents) {
    const moments = [...documents].filter(([path]) => path.startsWith('moments/'));
    return new Map(moments.map(([path, body]) => [`${scope}:${path.slice(8)}`, { topic: 'test.moments', body }]));
  },
};
