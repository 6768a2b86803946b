import assert from 'node:assert/strict';
import { type SweepRound, isDue, nextRound } from './sweep-round.ts';

const ASKED = Date.parse('2026-06-10T12:00:00Z');
const at = (seconds: number) => new Date(ASKED + seconds * 1_000);
const asked = { requestedAt: at(0).toISOString() };

/** At which of these sweeps, so many seconds after it was asked for, a redemption that stays pending is published. */
function published(sweeps: readonly number[]): number[] {
  let round: SweepRound | null = null;
  return sweeps.filter((seconds) => {
    round = nextRound(round, at(seconds));
    return isDue(round, asked);
  });
}

describe('rounds of the sweep', () => {
  it('publish a redemption after 30 seconds, then four times as late each time', () => {
    const minutes = Array.from({ length: 600 }, (_, n) => n * 60 + 15);
    assert.deepEqual(
      published(minutes).map((seconds) => (seconds - 15) / 60),
      [1, 2, 8, 32, 128, 512],
    );
  });

  it('publish a redemption once that several sweeps have missed', () => {
    assert.deepEqual(published([29, 10_000, 10_060, 10_120]), [10_000]);
    assert.deepEqual(published([100_000, 100_060]), [100_000]);
  });

  it('go on until they have come to the end, and miss nothing that became due meanwhile', () => {
    const first = nextRound(null, at(0));
    const halfway = { ...first, after: 'm' };
    assert.deepEqual(nextRound(halfway, at(60)), halfway);
    const second = nextRound({ ...halfway, after: null }, at(120));
    assert.deepEqual(second, { since: first.until, until: at(120).toISOString(), after: null });
    assert.equal(isDue(second, asked), true);
  });
});
