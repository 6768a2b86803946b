/** MySQL has one number for whatever ends a dump, ER_SOURCE_FATAL_ERROR_READING_BINLOG; only its English text tells more. */
export const FATAL_READING_BINLOG = 1236;
/** ER_DBACCESS_DENIED, ER_ACCESS_DENIED, ER_TABLEACCESS_DENIED, ER_COLUMNACCESS_DENIED, ER_SPECIFIC_ACCESS_DENIED. */
const ACCESS_DENIED = new Set([1044, 1045, 1142, 1143, 1227]);

export function isAccessDenied(error: unknown): boolean {
  return ACCESS_DENIED.has(errnoOf(error));
}

/** The number of the server's error; 0 for any other. (The driver's `code` is MySQL's name of the number, also on MariaDB.) */
export function errnoOf(error: unknown): number {
  return (error as { errno?: number } | null | undefined)?.errno ?? 0;
}

export function messageOf(error: unknown): string {
  return String((error as { message?: unknown } | null | undefined)?.message);
}
