import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { heapMiB } from '@fanfold/emulators/host/memory';
import { FULL_MATCH_ROWS } from '@fanfold/replay/full-football';
import { onMatchChanges } from '@fanfold/scorecards/index';

const program = fileURLToPath(new URL('live-matches-main.ts', import.meta.url));
const MATCHES = 150;
/** What an instance is to have in memory at once: a Saturday afternoon. */
const AT_ONCE = 100;

describe('the memory of the scorecards function', function () {
  this.timeout(180_000);

  it(`has room for ${AT_ONCE} full football matches, and takes ${MATCHES} that come at once`, async () => {
    const { availableMemoryMb } = onMatchChanges.__endpoint;
    assert.ok(typeof availableMemoryMb === 'number');
    const options = [`--max-old-space-size=${heapMiB(availableMemoryMb)}`, '--import=tsx', program, String(MATCHES)];
    const { stdout } = await promisify(execFile)(process.execPath, options, { maxBuffer: 100_000_000 });
    const { kept, seqs } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { kept: number; seqs: number[] };
    assert.deepEqual(
      seqs,
      seqs.map(() => FULL_MATCH_ROWS + 3),
    );
    assert.ok(kept >= AT_ONCE && kept < MATCHES, `${kept} matches were kept`);
  });
});
