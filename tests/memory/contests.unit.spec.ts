import assert from 'node:assert/strict';
import { heapMiB } from '@fanfold/emulators/host/memory';
import { scoreMatchChanges } from '@fanfold/fantasy/index';
import { FULL_MATCH_ROWS } from '@fanfold/replay/full-football';
import { runMain } from './run-main.ts';

const MATCHES = 8;
const TEAMS = 250_000;
/** What an instance gives to its matches. */
const MAX_BYTES = 400_000_000;

describe('the memory of the scoring function', () => {
  it(`has ${MATCHES} matches with ${TEAMS} teams each wait for each other that come at once, and scores them all`, async () => {
    const { availableMemoryMb } = scoreMatchChanges.__endpoint;
    assert.ok(typeof availableMemoryMb === 'number');
    const [printed] = await runMain('contests-main.ts', heapMiB(availableMemoryMb), [MATCHES, TEAMS]);
    const { seen, peakBytes, peakMiB } = printed as { seen: [number, number][]; peakBytes: number; peakMiB: number };
    assert.deepEqual(
      seen,
      seen.map(() => [FULL_MATCH_ROWS + 1, TEAMS]),
    );
    assert.equal(seen.length, MATCHES);
    assert.ok(peakBytes > MAX_BYTES / 2 && peakBytes < MAX_BYTES, `arrays of ${peakBytes} bytes`);
    assert.ok(peakMiB < availableMemoryMb, `${peakMiB} MiB`);
  });
});
