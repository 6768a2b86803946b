import { createHmac } from 'node:crypto';
import { jsonForm, type ValueKind } from './row-values.ts';
import type { TableInfo } from './tables.ts';

/** How values of a column, in the form in which a SELECT has them and not NULL, are published. */
export function publishedForm(
  table: Pick<TableInfo, 'keyColumns' | 'hashed' | 'hashKey'>,
  name: string,
  kind: ValueKind,
): (value: unknown) => unknown {
  if (table.keyColumns.some((key) => key.name === name)) {
    if (kind === 'date') return jsonForm('dateInKey');
    if (kind === 'datetime') return jsonForm('datetimeInKey');
  }
  const form = jsonForm(kind);
  if (!table.hashed.has(name)) return form;
  return (value) => hashOf(table.hashKey ?? '', kind, form(value));
}

/** HMAC-SHA256, hexadecimal, of text as it stands, and of any other JSON value as JSON. */
function hashOf(key: string, kind: ValueKind, value: unknown): string | null {
  if (value === null) return null;
  const text = typeof value === 'string' && kind !== 'json' ? value : JSON.stringify(value);
  return createHmac('sha256', key).update(text).digest('hex');
}
