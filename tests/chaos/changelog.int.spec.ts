import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { workFolder } from '@fanfold/emulators/processes';
import { runChaos } from './changelog.ts';
import { GivenServer, OwnServers, type Database } from './servers.ts';

const ROUNDS = 25;

/** The first rounds are the same each time, the others never. */
const FIXED_ROUNDS = 10;

describe('the connector in chaos', () => {
  const folder = resolve(workFolder, `chaos-test-${String(process.pid)}`);
  let database: Database;

  // Each run has servers of its own: a failback may not lead to one that knows only the run before.
  beforeEach(async () => {
    mkdirSync(folder, { recursive: true });
    // Set-up looks for MariaDB unless the user has named a server.
    const isOurs = process.env['FANFOLD_MARIADBD'] !== undefined || !process.env['MYSQL_URL'];
    database = isOurs ? await OwnServers.open(folder) : new GivenServer(String(process.env['MYSQL_URL']));
  });

  afterEach(async () => {
    await database.own?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [seed, rounds] of [
    [1, FIXED_ROUNDS],
    [randomInt(1e9), ROUNDS - FIXED_ROUNDS],
  ] as const) {
    it(`loses nothing in ${String(rounds)} rounds, seed ${String(seed)}`, async () => {
      const lines: string[] = [];
      const summary = await runChaos({
        database,
        name: `chaos_${String(process.pid)}_${String(seed)}`,
        projectId: `demo-chaos-${String(process.pid)}-${String(seed)}`,
        pubsubHost: String(process.env['PUBSUB_EMULATOR_HOST']),
        firestoreHost: String(process.env['FIRESTORE_EMULATOR_HOST']),
        folder,
        rounds,
        seed,
        first: 1,
        only: null,
        // A user's server may have other readers.
        mayRemoveBinlogs: database.own !== null,
        signal: new AbortController().signal,
        print: (line) => lines.push(line),
      });
      assert.equal(summary.failure, null, lines.join('\n'));
      assert.equal(summary.passed, rounds);
    });
  }
});
