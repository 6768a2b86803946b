/** MySQL's type codes of the columns that are not read as zongji reads them. */
export const TYPE = {
  TINY: 1,
  SHORT: 2,
  FLOAT: 4,
  DOUBLE: 5,
  TIMESTAMP: 7,
  DATE: 10,
  TIME: 11,
  DATETIME: 12,
  VARCHAR: 15,
  BIT: 16,
  TIMESTAMP2: 17,
  DATETIME2: 18,
  TIME2: 19,
  BLOB_COMPRESSED: 140,
  VARCHAR_COMPRESSED: 141,
  JSON: 245,
  NEWDECIMAL: 246,
  ENUM: 247,
  SET: 248,
  BLOB: 252,
  STRING: 254,
  GEOMETRY: 255,
} as const;

/** TINYINT, SMALLINT, INT, BIGINT, MEDIUMINT. */
export const INTEGER_TYPES: ReadonlySet<number> = new Set([1, 2, 3, 8, 9]);

/** Types whose length the reader does not know. MariaDB's event does not tell how many digits such a time has. */
export const UNREADABLE: ReadonlyMap<number, string> = new Map([
  [TYPE.TIMESTAMP, 'a TIMESTAMP in the format before MySQL 5.6'],
  [TYPE.TIME, 'a TIME in the format before MySQL 5.6'],
  [TYPE.DATETIME, 'a DATETIME in the format before MySQL 5.6'],
  [20, 'an array'],
  [242, 'a VECTOR'],
]);

/** A column as a TableMap event describes it. */
export interface WireColumn {
  name: string;
  type: number;
  /** Collation id of text, ENUM and SET. */
  collation: number | undefined;
  /** Lengths and digits, as the type has them. */
  metadata: Readonly<Record<string, number>>;
  /** Of ENUM and SET, in the column's character set. */
  members: readonly Buffer[];
}

export function sameColumns(some: readonly WireColumn[], others: readonly WireColumn[]): boolean {
  return some.length === others.length && some.every((column, i) => sameColumn(column, others[i] ?? column));
}

function sameColumn(one: WireColumn, other: WireColumn): boolean {
  if (one.name !== other.name || one.type !== other.type || one.collation !== other.collation) return false;
  for (const key in one.metadata) if (one.metadata[key] !== other.metadata[key]) return false;
  return (
    one.members.length === other.members.length &&
    one.members.every((member, i) => member.equals(other.members[i] ?? Buffer.alloc(0)))
  );
}
