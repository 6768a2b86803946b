import type { EventRow, MatchRow, SquadRow } from '@fanfold/game/match';
import type { Connection } from 'mysql2/promise';

type Columns = Record<string, string | number | null>;

const COLUMN_NAMES: Record<string, string> = { over: 'over_no', ball: 'ball_no' };

/** A row of the game as columns of the stats schema; only the fields that are given. */
export function columnsOf(row: Partial<MatchRow> | SquadRow | EventRow): Columns {
  return Object.fromEntries(
    Object.entries(row).map(([field, value]) => [columnName(field), columnValue(field, value)]),
  );
}

function columnName(field: string): string {
  return COLUMN_NAMES[field] ?? field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function columnValue(field: string, value: unknown): string | number | null {
  if (field === 'detail') return JSON.stringify(value);
  if (field === 'startsAt') return String(value).replace('T', ' ').replace('Z', '');
  if (typeof value === 'boolean') return Number(value);
  return (value ?? null) as string | number | null;
}

export async function insertRow(connection: Connection, table: string, columns: Columns): Promise<void> {
  const names = Object.keys(columns);
  const quoted = names.map((name) => `\`${name}\``).join(', ');
  const marks = names.map(() => '?').join(', ');
  await connection.execute(`INSERT INTO ${table} (${quoted}) VALUES (${marks})`, Object.values(columns));
}

export async function updateMatch(connection: Connection, matchId: string, change: Partial<MatchRow>): Promise<void> {
  const columns = columnsOf(change);
  const sets = Object.keys(columns).map((name) => `\`${name}\` = ?`);
  await connection.execute(`UPDATE matches SET ${sets.join(', ')} WHERE id = ?`, [...Object.values(columns), matchId]);
}
