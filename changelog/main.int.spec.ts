import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

describe('the command line', function () {
  this.timeout(30_000);

  function run(file: string, ...args: string[]): { status: number | null; stdout: string } {
    return spawnSync(process.execPath, ['--import=tsx', fileURLToPath(new URL(file, import.meta.url)), ...args], {
      encoding: 'utf8',
    });
  }

  for (const file of ['main.ts', 'repair.ts']) {
    it(`${file} explains itself, and answers bad configuration with 2`, () => {
      const help = run(file, '--help');
      assert.equal(help.status, 0);
      assert.match(help.stdout, /Usage/);
      assert.equal(run(file).status, 2);
      const missing = run(file, '--config', 'no-such-file.json', ...(file === 'repair.ts' ? ['--match', 'm'] : []));
      assert.equal(missing.status, 2);
      assert.match(missing.stdout, /BAD_CONFIG/);
      assert.equal(run(file, '--unknown').status, 2);
    });
  }
});
