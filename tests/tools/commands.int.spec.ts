import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

describe('the command line', () => {
  function run(env: NodeJS.ProcessEnv, file: string, ...args: string[]): SpawnSyncReturns<string> {
    const script = fileURLToPath(new URL(`../../${file}`, import.meta.url));
    return spawnSync(process.execPath, ['--import=tsx', script, ...args], { encoding: 'utf8', env });
  }

  it('main.ts explains itself, and answers bad configuration with 2', () => {
    const help = run(process.env, 'changelog/main.ts', '--help');
    assert.equal(help.status, 0);
    assert.match(help.stdout, /Usage/);
    assert.equal(run(process.env, 'changelog/main.ts').status, 2);
    const missing = run(process.env, 'changelog/main.ts', '--config', 'no-such-file.json');
    assert.equal(missing.status, 2);
    assert.match(missing.stdout, /BAD_CONFIG/);
    assert.equal(run(process.env, 'changelog/main.ts', '--unknown').status, 2);
  });

  it('repair.ts explains itself, and says in one sentence what is wrong', () => {
    const help = run(process.env, 'tools/repair.ts', '--help');
    assert.equal(help.status, 0);
    assert.match(help.stdout, /npm run repair/);
    const wrong: [string[], RegExp][] = [
      [[], /^--match is missing.*\n$/],
      [['--match', 'm'], /^No connector is running here.*\n$/],
      [
        ['--match', 'm', '--config', 'no-such-file.json'],
        /^The configuration file .*no-such-file.json cannot be read.*\n$/,
      ],
      [['--matsch', 'm'], /^Unknown option '--matsch'.*\n$/],
    ];
    for (const [args, stderr] of wrong) {
      const result = run(process.env, 'tools/repair.ts', ...args);
      assert.equal(result.status, 2);
      assert.match(result.stderr, stderr);
    }
  });

  it('snapshot.ts explains itself, and says in one sentence what is wrong', () => {
    assert.match(run(process.env, 'tools/snapshot.ts', '--help').stdout, /npm run snapshot/);
    const folder = mkdtempSync(path.join(tmpdir(), 'snapshot-'));
    const file = path.join(folder, 'connector.json');
    const config = { mysqlUrl: 'mysql://a', projectId: 'demo-nobody', database: 'stats', tables: ['items'] };
    writeFileSync(file, JSON.stringify(config));
    const wrong: [string[], number, RegExp][] = [
      [[], 2, /^--table is missing.*\n$/],
      [
        ['--table', 'others', '--config', file],
        2,
        /^The connector does not capture a table others; it captures items\.\n$/,
      ],
      [
        ['--table', 'items', '--config', file],
        1,
        /^The connector "main" has not run in the project demo-nobody.*NO_POSITION.*\n$/,
      ],
    ];
    for (const [args, code, stderr] of wrong) {
      const result = run(process.env, 'tools/snapshot.ts', ...args);
      assert.match(result.stderr, stderr);
      assert.equal(result.status, code);
    }
    rmSync(folder, { recursive: true });
  });

  it('rebuild explains itself, and says in one sentence what is wrong', () => {
    const help = run(process.env, 'tools/rebuild/main.ts', '--help');
    assert.equal(help.status, 0);
    assert.match(help.stdout, /npm run rebuild/);
    const wrong = run(process.env, 'tools/rebuild/main.ts');
    assert.match(wrong.stderr, /^--match is missing.*\n$/);
    assert.equal(wrong.status, 2);
  });

  it('npm run repair and npm run refold say which emulator is not there', () => {
    const env = { ...process.env, FIRESTORE_EMULATOR_HOST: '127.0.0.1:1', GCLOUD_PROJECT: 'demo-nowhere' };
    for (const args of [['repair', '--match', 'm', '--config', 'connector.json'], ['refold']]) {
      const { status, stderr } = run(env, 'emulators/setup/run.mjs', ...args);
      assert.equal(stderr, 'Nothing answers at 127.0.0.1:1: run npm start, or correct FIRESTORE_EMULATOR_HOST.\n');
      assert.equal(status, 1);
    }
  });
});
