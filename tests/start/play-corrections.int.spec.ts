import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type RowDataPacket, createConnection } from 'mysql2/promise';
import { applySchema } from '@fanfold/emulators/mysql/server';
import { planCorrections } from '@fanfold/replay/corrections';
import { demoFootball } from '@fanfold/replay/demo-football';
import { playCorrections } from '@fanfold/replay/play-corrections';
import { playMatches } from '@fanfold/replay/play';
import type { MatchScript } from '@fanfold/replay/script';

describe('corrections in MySQL', () => {
  const url = process.env['MYSQL_URL'] ?? '';
  const names = ['corrected', 'right'].map((name) => `${name}_${randomBytes(4).toString('hex')}`);

  async function play(database: string, script: MatchScript): Promise<void> {
    await applySchema(url, database);
    await playMatches([script], { mysqlUrl: `${url}/${database}`, speed: 0, signal: new AbortController().signal });
  }

  async function rowsOf(database: string): Promise<unknown[]> {
    const connection = await createConnection({ uri: `${url}/${database}`, dateStrings: true });
    const tables = ['SELECT * FROM matches', 'SELECT * FROM match_events ORDER BY period, ord, id'];
    const found = [];
    for (const sql of tables) found.push((await connection.query<RowDataPacket[]>(sql))[0]);
    await connection.end();
    return found;
  }

  before(() => assert.notEqual(url, '', 'MYSQL_URL is not set'));
  after(async () => {
    const connection = await createConnection({ uri: url });
    for (const name of names) await connection.query('DROP DATABASE IF EXISTS ??', [name]);
    await connection.end();
  });

  it('leave the rows of a match that was entered right from the start', async () => {
    const [later, right] = names as [string, string];
    const script = demoFootball();
    const { corrections, corrected } = planCorrections(script);
    await play(later, script);
    await playCorrections(`${url}/${later}`, script.match.id, corrections);
    await play(right, corrected);
    assert.deepEqual(await rowsOf(later), await rowsOf(right));
  });
});
