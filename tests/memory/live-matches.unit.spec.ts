import assert from 'node:assert/strict';
import { heapMiB } from '@fanfold/emulators/host/memory';
import { FULL_MATCH_ROWS } from '@fanfold/replay/full-football';
import { onMatchChanges } from '@fanfold/scorecards/index';
import { runMain } from './run-main.ts';

const MATCHES = 150;
/** What an instance is to have in memory at once: a Saturday afternoon. */
const AT_ONCE = 100;

describe('the memory of the scorecards function', () => {
  it(`has room for ${AT_ONCE} full football matches, and takes ${MATCHES} that come at once`, async () => {
    const { availableMemoryMb } = onMatchChanges.__endpoint;
    assert.ok(typeof availableMemoryMb === 'number');
    const [printed] = await runMain('live-matches-main.ts', heapMiB(availableMemoryMb), [MATCHES]);
    const { kept, seqs } = printed as { kept: number; seqs: number[] };
    assert.deepEqual(
      seqs,
      seqs.map(() => FULL_MATCH_ROWS + 3),
    );
    assert.ok(kept >= AT_ONCE && kept < MATCHES, `${kept} matches were kept`);
  });
});
