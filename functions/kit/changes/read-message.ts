import type { z } from 'zod';
import { type RowChange, type RowImage, SNAPSHOT_ROW, type SnapshotMarker, envelopeSchema } from './envelope.ts';
import { readItems } from '../messages/read-items.ts';
import type { Rejected } from '../ops/rejected.ts';
import type { RangeWrite, RowWrite, Write } from './row-set.ts';
import { type TableSpec, joinKey, locateRow } from './table-spec.ts';
import { formatVersion, parseVersion, versionOf } from './version.ts';

/** A change as it concerns one match; `matchId` null concerns every match there is. */
export interface Routed {
  matchId: string | null;
  write: Write;
}

export interface Intake {
  routed: Routed[];
  rejected: Rejected[];
  /** When the oldest change was committed in the stats database, ms since 1970; null when no change says so. */
  oldestMs: number | null;
}

/**
 * What one message says, match by match. Takes an array of envelopes or a single one, each wrapped in `payload` or not; null (Debezium's
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
  if (envelope.op === 's') return void intake.routed.push(rangeWrite(spec, envelope, version));
  if (envelope.op === 't') return void intake.routed.push(truncation(spec, version));
  // Rows of a snapshot may be as old as they like.
  const committedMs = envelope.op === 'r' ? 0 : envelope.source.ts_ms;
  if (committedMs > 0) intake.oldestMs = Math.min(intake.oldestMs ?? Infinity, committedMs);
  const routed = rowWrites(spec, envelope, version);
  if ('code' in routed) return void reject(routed.code, routed.message);
  intake.routed.push(...routed);
}

/** The row where it is now, and a tombstone where it was when that is another match or key. */
function rowWrites(
  spec: TableSpec,
  { op, before, after }: RowChange,
  version: string,
): Routed[] | Pick<Rejected, 'code' | 'message'> {
  const gone = op === 'd' ? before : after;
  if (!gone) return { code: 'badEnvelope', message: `${op === 'd' ? 'before' : 'after'} is missing in op ${op}` };
  const place = locateRow(spec, gone);
  if (!place) return badKey(spec, gone);
  const write = (at: { matchId: string; key: string }, row: RowWrite['row']): Routed => ({
    matchId: at.matchId,
    write: { kind: 'row', table: spec.table, key: at.key, version, row },
  });
  if (op === 'd') return [write(place, null)];
  const parsed = spec.row.safeParse(after);
  if (!parsed.success) return { code: 'badRow', message: issues(parsed.error) };
  const left = before && op === 'u' ? locateRow(spec, before) : undefined;
  const moved = left && (left.matchId !== place.matchId || left.key !== place.key);
  return moved ? [write(left, null), write(place, parsed.data)] : [write(place, parsed.data)];
}

type KeyRange = Pick<SnapshotMarker, 'keyFrom' | 'keyTo' | 'where'>;

function rangeWrite(spec: TableSpec, { keyFrom, keyTo, where }: KeyRange, version: string): Routed {
  const write: RangeWrite = {
    kind: 'range',
    table: spec.table,
    version,
    from: keyFrom && joinKey(keyFrom),
    to: keyTo && joinKey(keyTo),
  };
  return { matchId: where?.[spec.scopeColumn] ?? null, write };
}

/** TRUNCATE is a transaction of its own: nothing that stands at its position is newer, whatever row Debezium counts there. */
function truncation(spec: TableSpec, version: string): Routed {
  const last = formatVersion({ ...parseVersion(version), row: SNAPSHOT_ROW });
  return rangeWrite(spec, { keyFrom: null, keyTo: null }, last);
}

function badKey(spec: TableSpec, image: RowImage): Pick<Rejected, 'code' | 'message'> {
  const columns = [...new Set([spec.scopeColumn, ...spec.keyColumns])];
  return { code: 'badKey', message: columns.map((column) => `${column}=${JSON.stringify(image[column])}`).join(', ') };
}

function isWrapped(item: unknown): item is { payload: unknown } {
  return typeof item === 'object' && item !== null && 'payload' in item && !('op' in item);
}

function issues(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.') || 'envelope'}: ${message}`).join('; ');
}
