import { createConnection } from 'mysql2/promise';
import type { Correction } from './corrections.ts';
import { columnsOf, insertRow, updateMatch } from './rows-to-sql.ts';

/** Enters corrections of a match that is in the database, a transaction each. `mysqlUrl` has the database as its path. */
export async function playCorrections(
  mysqlUrl: string,
  matchId: string,
  corrections: readonly Correction[],
): Promise<void> {
  const connection = await createConnection({ uri: mysqlUrl, timezone: 'Z' });
  try {
    for (const { insert, update, remove, eventCount } of corrections) {
      await connection.beginTransaction();
      for (const event of insert) await insertRow(connection, 'match_events', columnsOf(event));
      for (const event of update) {
        await connection.query('UPDATE match_events SET ? WHERE id = ?', [columnsOf(event), event.id]);
      }
      for (const id of remove) await connection.execute('DELETE FROM match_events WHERE id = ?', [id]);
      await updateMatch(connection, matchId, { eventCount });
      await connection.commit();
    }
  } finally {
    await connection.end();
  }
}
