import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConnectorError } from './errors.ts';
import { topicProblems } from './topics.ts';

const positive = z.number().int().positive();
const name = z.string().min(1);

/** The tables that repair re-emits, and by which column a match finds its rows there. */
const DEFAULT_REPAIR = [
  { table: 'matches', column: 'id' },
  { table: 'squads', column: 'match_id' },
  { table: 'match_events', column: 'match_id' },
];

/** A table to capture: its name, or its name with what is special about it. */
const tableSchema = z.strictObject({
  table: name,
  /** Columns of a unique key without NULLs that stand in for an absent primary key. */
  key: z.array(name).min(1).optional(),
  /** Rows are only ever added: they need no key, and there is no snapshot of them. An update or delete stops the connector. */
  appendOnly: z.literal(true).optional(),
  /** Columns that are not published. */
  exclude: z.array(name).optional(),
  /** Columns of which only a keyed hash is published (HMAC-SHA256, hexadecimal): equal values stay equal, and nobody reads them. */
  hash: z.array(name).optional(),
  /** Messages carry rows of one ordering bucket of this column, and Pub/Sub delivers each bucket in order. */
  orderBy: name.optional(),
});

/** One file configures one connector. An unknown key is an error. */
export const connectorConfigSchema = z.strictObject({
  /** Names the saved position: `connectors/{connectorId}`. */
  connectorId: name.default('main'),
  /** `mysql://user:password@host:port`, with `?ssl-ca=FILE` and others that server/connection.ts names; the database comes from `database`. */
  mysqlUrl: z.url({ protocol: /^mysql$/ }),
  /** Google Cloud project of Pub/Sub and Firestore. */
  projectId: name,
  database: name,
  /** Tables of `database` to capture. */
  tables: z.array(z.preprocess((table) => (typeof table === 'string' ? { table } : table), tableSchema)).min(1),
  /** Topics with the tables whose changes go there together. Without it a table goes where the functions listen: `changesTopic` of the kit. */
  topics: z.record(z.string(), z.array(name).min(1)).default({}),
  /** Secret of hashed columns; CHANGELOG_HASH_KEY stands in for it. */
  hashKey: z.string().min(16).optional(),
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
      maxUnackedBytes: positive.default(16_000_000),
      retryMinMs: positive.default(100),
      retryMaxMs: positive.default(10_000),
      /** Ordering keys per topic, of rows with `orderBy`. Each carries up to 1 MB/s. */
      orderingBuckets: positive.max(10_000).default(64),
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
  /** What TRUNCATE of a captured table does: stop the connector, or publish that no row is left. */
  onTruncate: z.enum(['stop', 'marker']).default('stop'),
  /**
   * What follows when the saved position is no longer in the server's history (another server, purged or reset binlogs, a restored backup):
   * stop, or a new epoch and a snapshot of every table that reconciles what consumers have.
   */
  onHistoryLost: z.enum(['stop', 'snapshot']).default('stop'),
  /** A holder that has not renewed its lease for so long is taken for dead. */
  leaseMs: positive.min(1_000).default(15_000),
  /** The position is saved at most this often. */
  savePositionMs: positive.default(1_000),
  /** Health is reported this often, in the log and in `health/changelog`. */
  healthMs: positive.default(10_000),
  /** A committed change that is older than this and not published raises the alarm. */
  alarmMs: positive.default(60_000),
  repair: z.array(z.strictObject({ table: name, column: name })).default(DEFAULT_REPAIR),
});

export type ConnectorConfig = z.infer<typeof connectorConfigSchema>;
export type TableConfig = z.infer<typeof tableSchema>;
/** What a caller has to write: everything with a default may be left out. */
export type ConnectorConfigInput = z.input<typeof connectorConfigSchema>;

/** Checks a configuration. Throws BAD_CONFIG with every complaint in one sentence. */
export function parseConfig(input: unknown): ConnectorConfig {
  const parsed = connectorConfigSchema.superRefine(checkWhole).safeParse(input);
  if (parsed.success) return parsed.data;
  const complaints = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'config'}: ${issue.message}`);
  throw new ConnectorError('BAD_CONFIG', `The configuration is wrong: ${complaints.join('; ')}.`);
}

function checkWhole(config: ConnectorConfig, context: z.RefinementCtx): void {
  const complain = (index: number, message: string): void =>
    context.addIssue({ code: 'custom', path: ['tables', index], message });
  if (config.savePositionMs > config.leaseMs / 3)
    context.addIssue({
      code: 'custom',
      path: ['savePositionMs'],
      message: 'a save is a sign of life, so it must be at most a third of leaseMs',
    });
  for (const { topic, message } of topicProblems(config))
    context.addIssue({ code: 'custom', path: ['topics', topic], message });
  const seen = new Set<string>();
  for (const [i, { table, key, appendOnly, exclude = [], hash = [], orderBy }] of config.tables.entries()) {
    if (seen.has(table)) complain(i, `${table} is listed twice`);
    seen.add(table);
    if (key && appendOnly) complain(i, 'a table has a key or is append-only');
    const hidden = [...exclude, ...hash];
    const needed = [...(key ?? []), ...(orderBy === undefined ? [] : [orderBy])].find((name) => hidden.includes(name));
    if (needed !== undefined) complain(i, `${needed} is needed, so it cannot be excluded or hashed`);
    if (hash.length > 0 && config.hashKey === undefined)
      complain(i, 'hashed columns need a secret: set CHANGELOG_HASH_KEY');
  }
}

/** Names of the captured tables. */
export function tableNames({ tables }: ConnectorConfig): string[] {
  return tables.map(({ table }) => table);
}

/** Where secrets may come from, so that the file holds none. */
export interface ConfigEnv {
  MYSQL_URL?: string | undefined;
  CHANGELOG_HASH_KEY?: string | undefined;
}

/** Reads a configuration file; the environment stands in for an absent `mysqlUrl` and `hashKey`. */
export function readConfig(file: string, env: ConfigEnv): ConnectorConfig {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    // What the parser says shows a piece of the file, and there may be a password in it.
    const reason = error instanceof SyntaxError ? 'it is no JSON' : String(error);
    throw new ConnectorError('BAD_CONFIG', `The configuration file ${file} cannot be read: ${reason}.`);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return parseConfig(json);
  return parseConfig({
    ...(env.MYSQL_URL ? { mysqlUrl: env.MYSQL_URL } : {}),
    ...(env.CHANGELOG_HASH_KEY ? { hashKey: env.CHANGELOG_HASH_KEY } : {}),
    ...json,
  });
}
