import assert from 'node:assert/strict';
import { runMain } from './run-main.ts';

/** V8's old space in an instance of 256 MiB: three quarters of it. */
const OLD_SPACE_MB = 192;

describe('a snapshot over more matches than fit into memory', () => {
  it('leaves an instance of 256 MiB alive, and reads no match again when it is redelivered', async () => {
    // 150 and the one that they were copied from.
    assert.deepEqual(await runMain('snapshot-main.ts', OLD_SPACE_MB), [
      { loads: 151, commits: 0 },
      { loads: 0, commits: 0 },
    ]);
  });
});
