import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConnectorError } from './errors.ts';

const positive = z.number().int().positive();
const name = z.string().min(1);

/** The tables that repair re-emits, and by which column a match finds its rows there. */
const DEFAULT_REPAIR = [
  { table: 'matches', column: 'id' },
  { table: 'squads', column: 'match_id' },
  { table: 'match_events', column: 'match_id' },
];

/** One file configures one connector. An unknown key is an error. */
export const connectorConfigSchema = z.strictObject({
  /** Names the saved position: `connectors/{connectorId}`. */
  connectorId: name.default('main'),
  /** `mysql://user:password@host:port`; the database comes from `database`. */
  mysqlUrl: z.url({ protocol: /^mysql$/ }),
  /** Google Cloud project of Pub/Sub and Firestore. */
  projectId: name,
  database: name,
  /** Tables of `database` to capture. */
  tables: z.array(name).min(1),
  /** A message leaves when one of these is reached; the first row after a pause leaves at once. */
  batch: z
    .strictObject({
      maxDelayMs: z.number().min(0).default(5),
      maxRows: positive.default(500),
      /** Of one message's data; Pub/Sub takes 10 MB. */
      maxBytes: positive.max(9_000_000).default(1_000_000),
    })
    .prefault({}),
  publish: z
    .strictObject({
      /** Reading pauses while more than this is unacknowledged. */
      maxUnackedMessages: positive.default(200),
      maxUnackedBytes: positive.default(32_000_000),
      retryMinMs: positive.default(100),
      retryMaxMs: positive.default(10_000),
    })
    .prefault({}),
  snapshot: z.strictObject({ chunkRows: positive.default(500) }).prefault({}),
  stream: z
    .strictObject({
      /** The server speaks at least this often; after three silent periods the connection counts as dead. */
      heartbeatMs: positive.default(10_000),
      reconnectMinMs: positive.default(200),
      reconnectMaxMs: positive.default(30_000),
    })
    .prefault({}),
  /** The position is saved at most this often. */
  savePositionMs: positive.default(1_000),
  healthMs: positive.default(10_000),
  repair: z.array(z.strictObject({ table: name, column: name })).default(DEFAULT_REPAIR),
});

export type ConnectorConfig = z.infer<typeof connectorConfigSchema>;
/** What a caller has to write: everything with a default may be left out. */
export type ConnectorConfigInput = z.input<typeof connectorConfigSchema>;

/** Checks a configuration. Throws BAD_CONFIG with every complaint in one sentence. */
export function parseConfig(input: unknown): ConnectorConfig {
  const parsed = connectorConfigSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const complaints = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'config'}: ${issue.message}`);
  throw new ConnectorError('BAD_CONFIG', `The configuration is wrong: ${complaints.join('; ')}.`);
}

/** Reads a configuration file; `MYSQL_URL` stands in for an absent `mysqlUrl`. */
export function readConfig(file: string, env: { MYSQL_URL?: string | undefined }): ConnectorConfig {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConnectorError('BAD_CONFIG', `The configuration file ${file} cannot be read: ${String(error)}.`, null, {
      cause: error,
    });
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return parseConfig(json);
  return parseConfig({ ...(env.MYSQL_URL ? { mysqlUrl: env.MYSQL_URL } : {}), ...json });
}
