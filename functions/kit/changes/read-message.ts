import type { z } from 'zod';
import { type RowChange, type RowImage, SNAPSHOT_ROW, type SnapshotMarker, envelopeSchema } from './envelope.ts';
import { readItems } from '../messages/read-items.ts';
import type { Rejected } from '../ops/rejected.ts';
import { storableProblem } from '../ops/storable.ts';
import type { RangeWrite, RowWrite, Write } from './row-set.ts';
import { type TableSpec, isDocumentId, isKey, joinKey, locateRow } from './table-spec.ts';
import { formatVersion, parseVersion, versionOf } from './version.ts';

/** A change as it concerns one scope; `scope` null: a range that concerns every scope there is (`shared`). */
export interface Routed {
  scope: string | null;
  write: Write;
  /** When the change was committed in the stats database, or a snapshot has read it, ms since 1970; 0 when the publisher does not say. */
  seenMs: number;
}

export interface Intake {
  routed: Routed[];
  rejected: Rejected[];
  /** When the oldest change was committed in the stats database, ms since 1970; null when no change says so. */
  oldestMs: number | null;
}

/** A row as the folds read it, as JSON: a state document of 1 MiB holds thousands of them. */
const MAX_ROW_BYTES = 100_000;

/**
 * What one message says, scope by scope. Takes an array of envelopes or a single one, each wrapped in `payload` or not; null (Debezium's
 * tombstone) says nothing. Row by row: a bad one is rejected and the others proceed.
 */
export function readMessage(text: string, tables: readonly TableSpec[], defaultEpoch: number): Intake {
  const intake: Intake = { routed: [], rejected: [], oldestMs: null };
  const read = readItems(text);
  if ('rejected' in read) return { ...intake, rejected: [read.rejected] };
  for (const item of read.items) {
    if (item === null) continue;
    const envelope: unknown = isWrapped(item) ? item.payload : item;
    if (envelope !== null) readEnvelope(envelope, tables, defaultEpoch, intake);
  }
  return intake;
}

function readEnvelope(payload: unknown, tables: readonly TableSpec[], defaultEpoch: number, intake: Intake): void {
  let table: string | null = null;
  const reject = (code: Rejected['code'], message: string) => intake.rejected.push({ code, message, table, payload });
  const parsed = envelopeSchema.safeParse(payload);
  if (!parsed.success) return void reject('badEnvelope', issues(parsed.error));
  const envelope = parsed.data;
  table = envelope.source.table;
  const spec = tables.find((candidate) => candidate.table === table);
  if (!spec) return void reject('unknownTable', `table ${table} is not kept here`);
  let version: string;
  try {
    version = versionOf(envelope, defaultEpoch);
  } catch (error) {
    return void reject('badEnvelope', (error as Error).message);
  }
  const { ts_ms: seenMs } = envelope.source;
  if (envelope.op === 's' || envelope.op === 't') {
    const range = envelope.op === 's' ? rangeWrite(spec, envelope, version) : truncation(spec, version);
    if (range === null) return;
    if ('code' in range) return void reject(range.code, range.message);
    return void intake.routed.push({ ...range, seenMs });
  }
  // Rows of a snapshot may be as old as they like.
  if (envelope.op !== 'r' && seenMs > 0) intake.oldestMs = Math.min(intake.oldestMs ?? Infinity, seenMs);
  const rows = rowWrites(spec, envelope, version);
  if ('code' in rows) return void reject(rows.code, rows.message);
  intake.routed.push(...rows.map((row) => ({ ...row, seenMs })));
}

type Problem = Pick<Rejected, 'code' | 'message'>;

/** The row where it is now, and a tombstone where it was when that is another scope or key. */
function rowWrites(
  spec: TableSpec,
  { op, before, after }: RowChange,
  version: string,
): { scope: string; write: RowWrite }[] | Problem {
  const gone = op === 'd' ? before : after;
  if (!gone) return { code: 'badEnvelope', message: `${op === 'd' ? 'before' : 'after'} is missing in op ${op}` };
  const place = locateRow(spec, gone);
  if (!place) return badKey(spec, gone);
  const write = (at: { scope: string; key: string }, row: RowWrite['row']) => ({
    scope: at.scope,
    write: { kind: 'row' as const, table: spec.table, key: at.key, version, row },
  });
  if (op === 'd') return [write(place, null)];
  const parsed = spec.row.safeParse(after);
  if (!parsed.success) return { code: 'badRow', message: issues(parsed.error) };
  const problem = storableProblem(parsed.data);
  if (problem !== null) return { code: 'badRow', message: `cannot be stored: ${problem}` };
  const bytes = Buffer.byteLength(JSON.stringify(parsed.data));
  if (bytes > MAX_ROW_BYTES) return { code: 'badRow', message: `too large: ${bytes} bytes, at most ${MAX_ROW_BYTES}` };
  const left = before && op === 'u' ? locateRow(spec, before) : undefined;
  const moved = left && (left.scope !== place.scope || left.key !== place.key);
  return moved ? [write(left, null), write(place, parsed.data)] : [write(place, parsed.data)];
}

type KeyRange = Pick<SnapshotMarker, 'keyFrom' | 'keyTo' | 'where'>;
type RoutedRange = { scope: string | null; write: RangeWrite };

/** @returns null: a range of all scopes, of which there are too many to visit each */
function rangeWrite(
  spec: TableSpec,
  { keyFrom, keyTo, where }: KeyRange,
  version: string,
): RoutedRange | Problem | null {
  const range = {
    kind: 'range' as const,
    table: spec.table,
    version,
    from: keyFrom && joinKey(keyFrom),
    to: keyTo && joinKey(keyTo),
  };
  if (![keyFrom, keyTo].every((key) => key === null || isKey(key)))
    return { code: 'badKey', message: `a range of ${spec.table} whose key no row can have` };
  const columns = Object.keys(where ?? {});
  // Taken for a wider range, it would void rows that nobody has looked for.
  if (columns.some((column) => column !== spec.scopeColumn))
    return { code: 'badEnvelope', message: `where: a range of ${spec.table} is narrowed by ${spec.scopeColumn} only` };
  const scope = where?.[spec.scopeColumn];
  if (scope !== undefined)
    return isDocumentId(scope) ? { scope, write: { ...range, shared: false } } : badKey(spec, { ...where });
  return spec.unscopedRange === 'everyScope' ? { scope: null, write: { ...range, shared: true } } : null;
}

/** TRUNCATE is a transaction of its own: nothing that stands at its position is newer, whatever row Debezium counts there. */
function truncation(spec: TableSpec, version: string): RoutedRange | Problem {
  const last = formatVersion({ ...parseVersion(version), row: SNAPSHOT_ROW });
  const range = rangeWrite(spec, { keyFrom: null, keyTo: null }, last);
  return range ?? { code: 'unscopedRange', message: `${spec.table} was emptied: it has too many scopes to visit each` };
}

function badKey(spec: TableSpec, image: RowImage): Problem {
  const columns = [...new Set([spec.scopeColumn, ...spec.keyColumns])];
  return { code: 'badKey', message: columns.map((column) => `${column}=${JSON.stringify(image[column])}`).join(', ') };
}

function isWrapped(item: unknown): item is { payload: unknown } {
  return typeof item === 'object' && item !== null && 'payload' in item && !('op' in item);
}

function issues(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.') || 'envelope'}: ${message}`).join('; ');
}
