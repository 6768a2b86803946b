import { type FanRow, fansTable } from '@fanfold/fans/keys/fan-row';
import type { BackfillOptions } from '@fanfold/fans/keys/backfill-keys';
import { documentId } from '@fanfold/kit/calls';
import type { Connection, RowDataPacket } from 'mysql2/promise';

/** Each takes some twenty commits. */
const ROWS = 500;

/**
 * Pages of the table `fans`, by their primary key.
 *
 * @param onUnreadable hears of a row that no fan can have; it is left out
 */
export function fanPages(
  connection: Pick<Connection, 'query'>,
  database: string,
  onUnreadable: (id: string, problem: string) => void,
): BackfillOptions['page'] {
  // One that is left out at the end of a page must not be the last there is.
  return async function page(after) {
    for (let cursor = after; ;) {
      const where = cursor === null ? '' : 'WHERE id > ?';
      const sql = `SELECT id, handle, email, phone, referral_code FROM ??.fans ${where} ORDER BY id LIMIT ${ROWS}`;
      const [rows] = await connection.query<RowDataPacket[]>(sql, cursor === null ? [database] : [database, cursor]);
      const changes = rows.flatMap((image) => {
        const id = String(image['id']);
        const row = fansTable.row.safeParse(image);
        if (documentId.safeParse(id).success && row.success) return [{ uid: id, row: row.data as FanRow }];
        onUnreadable(id, row.success ? 'its id cannot be that of a document' : (row.error.issues[0]?.message ?? ''));
        return [];
      });
      const last = rows.at(-1);
      if (changes.length > 0 || !last) return changes;
      cursor = String(last['id']);
    }
  };
}
