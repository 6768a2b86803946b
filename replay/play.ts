import { setTimeout as wait } from 'node:timers/promises';
import { type Connection, createConnection } from 'mysql2/promise';
import { columnsOf, insertRow, updateMatch } from './rows-to-sql.ts';
import type { MatchScript } from './script.ts';

export interface PlayOptions {
  /** URL of the server, with the database as its path. */
  mysqlUrl: string;
  /** 1 is real time; 0 as fast as it goes. */
  speed: number;
  signal: AbortSignal;
  /** Between what is known before the matches and their first rows. */
  onAnnounced?: () => Promise<void>;
  /** Before each COMMIT, which waits for it: `events` is the number of event rows of the match with it. */
  onCommit?: (matchId: string, events: number) => void | Promise<void>;
}

/** Enters matches as a scorer would: first what is announced, then all at once, one transaction per ball or action. */
export async function playMatches(scripts: readonly MatchScript[], options: PlayOptions): Promise<void> {
  const uri = options.mysqlUrl;
  const connections = await Promise.all(scripts.map(() => createConnection({ uri, timezone: 'Z' })));
  const both = scripts.map((script, at) => ({ script, connection: connections[at] as Connection }));
  try {
    await Promise.all(both.map(({ script, connection }) => announce(connection, script)));
    await options.onAnnounced?.();
    await Promise.all(both.map(({ script, connection }) => playSteps(connection, script, options)));
  } finally {
    await Promise.all(connections.map((connection) => connection.end()));
  }
}

async function announce(connection: Connection, { match, squads }: MatchScript): Promise<void> {
  await connection.beginTransaction();
  const teams = [
    [match.homeTeamId, match.homeName, match.homeShort],
    [match.awayTeamId, match.awayName, match.awayShort],
  ];
  for (const team of teams) {
    const sql =
      'INSERT INTO teams (id, name, short_name, sport) VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE name = name';
    await connection.execute(sql, [...team, match.sport] as string[]);
  }
  for (const { playerId, name } of squads) {
    const sql = 'INSERT INTO players (id, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE name = VALUES(name)';
    await connection.execute(sql, [playerId, name]);
  }
  await insertRow(connection, 'matches', columnsOf(match));
  for (const squad of squads) await insertRow(connection, 'squads', columnsOf(squad));
  await connection.commit();
}

async function playSteps(
  connection: Connection,
  { match, steps }: MatchScript,
  { speed, signal, onCommit }: PlayOptions,
): Promise<void> {
  const started = performance.now();
  let entered = 0;
  for (const { atMs, events, match: change } of steps) {
    const due = speed === 0 ? 0 : started + atMs / speed - performance.now();
    if (due > 0) await wait(due, undefined, { signal });
    signal.throwIfAborted();
    await connection.beginTransaction();
    for (const event of events) await insertRow(connection, 'match_events', columnsOf(event));
    if (change) await updateMatch(connection, match.id, change);
    entered += events.length;
    await onCommit?.(match.id, entered);
    await connection.commit();
  }
}
