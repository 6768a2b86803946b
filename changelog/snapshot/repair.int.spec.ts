import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type Envelope, RowSet, type TableSpec, readMessage, tableSpec } from '@fanfold/kit/contract';
import { runConnector } from '../connector.ts';
import { repairMatch } from './repair-match.ts';
import { type Bench, openBench } from '../testing/bench.ts';

const run = promisify(execFile);
const KEY = 'VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin';
const n = { n: ['n', z.number()] } as const;
const TABLES: TableSpec[] = [
  tableSpec<{ n: number }>({
    table: 'matches',
    keyColumns: ['id'],
    scopeColumn: 'id',
    unscopedRange: 'everyScope',
    columns: n,
  }),
  tableSpec<{ n: number }>({
    table: 'squads',
    keyColumns: ['match_id', 'player_id'],
    scopeColumn: 'match_id',
    unscopedRange: 'everyScope',
    columns: n,
  }),
  tableSpec<{ n: number }>({
    table: 'match_events',
    keyColumns: ['id'],
    scopeColumn: 'match_id',
    unscopedRange: 'everyScope',
    columns: n,
  }),
];
const NAMES = TABLES.map(({ table }) => table);

describe('repair', () => {
  let bench: Bench;
  let stopping: AbortController;
  let running: Promise<void>;

  beforeEach(async () => {
    bench = await openBench(NAMES, [
      `CREATE TABLE matches (id ${KEY} PRIMARY KEY, n INT)`,
      `CREATE TABLE squads (match_id ${KEY}, player_id ${KEY}, n INT, PRIMARY KEY (match_id, player_id))`,
      `CREATE TABLE match_events (id ${KEY} PRIMARY KEY, match_id ${KEY}, n INT)`,
      "INSERT INTO matches VALUES ('m1', 1), ('m2', 1)",
      "INSERT INTO squads VALUES ('m1', 'p1', 1), ('m1', 'p2', 1), ('m2', 'p1', 1)",
    ]);
    stopping = new AbortController();
    running = Promise.resolve();
  });

  afterEach(async () => {
    stopping.abort();
    await running;
    await bench.close();
  });

  async function start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      running = runConnector(bench.config, { signal: stopping.signal, onReady: resolve });
      running.catch(reject);
    });
  }

  function has(matches: (envelope: Envelope) => boolean): boolean {
    return bench.messages.some(({ envelopes }) => envelopes.some(matches));
  }

  /** Rows of a match, `table/key n`, as a consumer has them whom the dropped changes never reached. */
  function consumed(matchId: string, isDropped: (envelope: Envelope) => boolean = () => false): string[] {
    const rows = new RowSet(NAMES);
    for (const { envelopes } of bench.messages) {
      const text = JSON.stringify(envelopes.filter((envelope) => !isDropped(envelope)));
      for (const { scope: to, write } of readMessage(text, TABLES, 0).routed)
        if (to === null || to === matchId) rows.apply(write);
    }
    const live = [...rows.tables].flatMap(([table, { entries }]) =>
      [...entries].flatMap(([key, { row }]) => (row ? [`${table}/${key} ${(row as { n: number }).n}`] : [])),
    );
    return live.map((row) => row.replace('\u0000', '.')).sort();
  }

  it('gives back what the stream dropped, and removes what is no longer there', async () => {
    await start();
    await bench.sql.query("INSERT INTO match_events VALUES ('e1', 'm1', 1), ('e2', 'm1', 1), ('e3', 'm2', 1)");
    await bench.sql.query("UPDATE match_events SET n = 2 WHERE id = 'e1'");
    await bench.sql.query("DELETE FROM match_events WHERE id = 'e2'");
    await bench.sql.query("INSERT INTO match_events VALUES ('e4', 'm1', 1)");
    const isDropped = (envelope: Envelope): boolean => ['u', 'd'].includes(envelope.op) || isRow(envelope, 'c', 'e4');
    await bench.until(() => has((envelope) => isRow(envelope, 'c', 'e4')));
    await bench.until(() => consumed('m1').includes('match_events/e1 2') && has(({ op }) => op === 'd'));
    const before = ['match_events/e1 1', 'match_events/e2 1', 'matches/m1 1', 'squads/m1.p1 1', 'squads/m1.p2 1'];
    assert.deepEqual(consumed('m1', isDropped), before);
    const other = consumed('m2', isDropped);

    assert.deepEqual(await repairMatch(bench.config, 'm1'), { matches: 1, squads: 2, match_events: 2 });
    const after = ['match_events/e1 2', 'match_events/e4 1', 'matches/m1 1', 'squads/m1.p1 1', 'squads/m1.p2 1'];
    await bench.until(() => JSON.stringify(consumed('m1', isDropped)) === JSON.stringify(after));
    assert.deepEqual(consumed('m2', isDropped), other);

    // The stream goes on over it.
    await bench.sql.query("INSERT INTO match_events VALUES ('e2', 'm1', 3)");
    await bench.until(() => consumed('m1', isDropped).includes('match_events/e2 3'));
  });

  it('says per table which rows of the match there are, and that there are none', async () => {
    await start();
    await bench.until(() => bench.messages.length === 3);
    bench.messages.length = 0;
    await repairMatch(bench.config, 'm1');
    await bench.until(() => bench.messages.length === 3);
    const markers = bench.messages.flatMap(({ topic, envelopes }) =>
      envelopes.flatMap((envelope) =>
        envelope.op === 's' ? [[topic, envelope.source.table, envelope.where, envelope.keys.join(' ')]] : [],
      ),
    );
    assert.deepEqual(markers.sort(), [
      ['changes.match', 'match_events', { match_id: 'm1' }, ''],
      ['changes.match', 'matches', { id: 'm1' }, 'm1'],
      ['changes.match', 'squads', { match_id: 'm1' }, 'm1,p1 m1,p2'],
    ]);
  });

  it('is refused where no connector has run', async () => {
    await assert.rejects(repairMatch(bench.config, 'm1'), { code: 'NO_POSITION' });
  });

  it('is a command that takes its configuration from CONNECTOR_CONFIG', async () => {
    await start();
    const folder = mkdtempSync(path.join(tmpdir(), 'repair-'));
    const file = path.join(folder, 'connector.json');
    writeFileSync(file, JSON.stringify(bench.config));
    const command = fileURLToPath(new URL('../../tools/repair.ts', import.meta.url));
    const { stdout } = await run(process.execPath, ['--import=tsx', command, '--match', 'm1'], {
      env: { ...process.env, CONNECTOR_CONFIG: file },
    });
    rmSync(folder, { recursive: true });
    assert.match(stdout, /^Match m1 is published again: 1 matches, 2 squads, 0 match_events\.$/m);
    await bench.until(() => has((envelope) => envelope.op === 's' && envelope.where?.['match_id'] === 'm1'));
  });
});

function isRow(envelope: Envelope, op: string, id: string): boolean {
  return envelope.op !== 's' && envelope.op === op && envelope.after?.['id'] === id;
}
