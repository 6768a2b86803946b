import type { RowImage } from '@fanfold/kit/contract';
import { ConnectorError } from '../errors.ts';
import { publishedForm } from './published.ts';
import { quote } from './quote.ts';
import type { ColumnInfo, TableInfo } from './tables.ts';

/**
 * What a session that selects rows needs: UTC, UTF-8 for results, no mode that changes how values are printed or how text is escaped, and
 * sorting by whole keys.
 */
export const READ_SESSION: readonly string[] = [
  'SET NAMES utf8mb4',
  "SET SESSION time_zone = '+00:00', sql_mode = '', max_sort_length = 16384",
];

/** The select list: each column in the form that `selectedRow` reads. */
export function selectList(table: TableInfo): string {
  return table.columns.map((column) => `${selectExpression(column)} AS ${quote(column.name)}`).join(', ');
}

/** A FLOAT prints six digits only; added to a double, all. */
export function selectExpression({ name, kind }: ColumnInfo): string {
  return kind === 'float' || kind === 'double' ? `(${quote(name)} + 0E0)` : quote(name);
}

/** What mysql2's `typeCast` hands over of a column. */
interface Field {
  name: string;
  string(encoding?: string): string | null;
  buffer(): Buffer | null;
}

/** `typeCast` of the query: the server's text, or bytes. */
export function fieldReader(table: TableInfo): (field: Field) => string | Buffer | null {
  const bytes = new Set(table.columns.filter(({ kind }) => kind === 'bytes' || kind === 'bit').map(({ name }) => name));
  return (field) => (bytes.has(field.name) ? field.buffer() : field.string('utf8'));
}

/** Reads rows that were selected by `selectList` and `fieldReader`. */
export function selectedRowReader(table: TableInfo): (row: Readonly<Record<string, unknown>>) => RowImage {
  const columns = table.columns.map(({ name, kind }) => ({
    name,
    form: inOrder(table, name, publishedForm(table, name, kind)),
  }));
  return (row) => {
    const image: RowImage = {};
    for (const { name, form } of columns) {
      const value = row[name];
      image[name] = value === null ? null : form(value);
    }
    return image;
  };
}

/** ascii_bin pads with spaces, so it sorts a control character before the end of a text, and the text of a key after it. */
function inOrder(table: TableInfo, name: string, form: (value: unknown) => unknown): (value: unknown) => unknown {
  if (!table.keyColumns.some((key) => key.name === name && key.sortsAsText)) return form;
  return (value) => {
    if (!CONTROL.test(value as string)) return form(value);
    throw new ConnectorError(
      'UNSUPPORTED_COLUMN',
      `The key column ${table.database}.${table.name}.${name} has a value with a control character, ${JSON.stringify(value)}, which its collation sorts otherwise than JavaScript.`,
      `ALTER TABLE ${quote(table.database)}.${quote(table.name)} MODIFY ${quote(name)} … CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;`,
    );
  };
}

// eslint-disable-next-line no-control-regex
const CONTROL = /[\0-\x1f]/;
