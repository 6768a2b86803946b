import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('snapshot-memory-main.ts', import.meta.url));

/** V8's old space in an instance of 256 MiB: three quarters of it. */
const OLD_SPACE_MB = 192;

describe('a snapshot over more matches than fit into memory', () => {
  it('leaves an instance of 256 MiB alive, and reads no match again when it is redelivered', async function () {
    this.timeout(120_000);
    const options = [`--max-old-space-size=${OLD_SPACE_MB}`, '--import=tsx', program];
    const { stdout } = await promisify(execFile)(process.execPath, options);
    const printed = stdout.split('\n').filter((line) => line.startsWith('{"loads"'));
    // 150 and the one that they were copied from.
    assert.deepEqual(
      printed.map((line) => JSON.parse(line) as unknown),
      [
        { loads: 151, commits: 0 },
        { loads: 0, commits: 0 },
      ],
    );
  });
});
