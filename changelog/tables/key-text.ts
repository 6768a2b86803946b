import type { TableColumn } from './columns.ts';
import { quote } from './quote.ts';
import type { ValueKind } from './row-values.ts';

/** SQL for the text of a key column's published value; undefined where the server cannot give it. */
export function keyText({ name, columnType }: TableColumn, kind: ValueKind): string | undefined {
  const column = quote(name);
  switch (kind) {
    case 'integer':
      // ZEROFILL would add zeros.
      return asText(columnType.includes('zerofill') ? `${column} + 0` : column);
    case 'year':
    case 'bit':
      return asText(`${column} + 0`);
    case 'decimal':
      return columnType.includes('zerofill') ? undefined : asText(column);
    case 'datetime':
      return `CONCAT(REPLACE(${asText(column)}, ' ', 'T'), 'Z')`;
    case 'bytes':
      return `REPLACE(TO_BASE64(${column}), '\\n', '')`;
    case 'date':
      return asText(column);
    case 'text':
      // A member '' prints as the invalid value and the empty set do.
      return EMPTY_MEMBER.test(columnType) ? undefined : asText(column);
    default:
      // FLOAT and DOUBLE print otherwise in JavaScript, and JSON has no one text.
      return undefined;
  }
}

const EMPTY_MEMBER = /[(,]''[,)]/;

function asText(expression: string): string {
  return `CAST(${expression} AS CHAR CHARACTER SET utf8mb4)`;
}
