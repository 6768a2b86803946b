import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

describe('the command line', function () {
  this.timeout(60_000);

  function run(file: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
    return spawnSync(process.execPath, ['--import=tsx', fileURLToPath(new URL(file, import.meta.url)), ...args], {
      encoding: 'utf8',
    });
  }

  it('main.ts explains itself, and answers bad configuration with 2', () => {
    const help = run('main.ts', '--help');
    assert.equal(help.status, 0);
    assert.match(help.stdout, /Usage/);
    assert.equal(run('main.ts').status, 2);
    const missing = run('main.ts', '--config', 'no-such-file.json');
    assert.equal(missing.status, 2);
    assert.match(missing.stdout, /BAD_CONFIG/);
    assert.equal(run('main.ts', '--unknown').status, 2);
  });

  it('repair.ts explains itself, and says in one sentence what is wrong', () => {
    const help = run('repair.ts', '--help');
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
      const result = run('repair.ts', ...args);
      assert.equal(result.status, 2);
      assert.match(result.stderr, stderr);
    }
  });
});
