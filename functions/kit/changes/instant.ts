import { z } from 'zod';

/** The last millisecond that MySQL knows. A larger number counts microseconds, as Debezium's of DATETIME(4) to (6). */
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** A time of the stats database, UTC: text, or a number of milliseconds or microseconds; our connector and Debezium differ there. ISO 8601. */
export const instant = z.union([z.number(), z.string()]).transform((value, context) => {
  const isLocal = typeof value === 'string' && !/(Z|[+-]\d\d:?\d\d)$/.test(value);
  const isMicros = typeof value === 'number' && value > LAST_MS;
  const time = new Date(isLocal ? `${value.replace(' ', 'T')}Z` : isMicros ? value / 1000 : value);
  if (!Number.isNaN(time.getTime())) return time.toISOString();
  context.addIssue({ code: 'custom', message: 'not a time' });
  return z.NEVER;
});
