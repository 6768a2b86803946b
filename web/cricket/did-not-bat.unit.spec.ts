import assert from 'node:assert/strict';
import type { BattingLine, BowlingLine } from '@fanfold/game/cricket';
import { didNotBat } from './did-not-bat.ts';

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => ({ playerId: `p${from + n}`, name: `Player ${from + n}` }));
const innings = (teamId: string, batting: unknown[], bowling: unknown[]) => ({
  teamId,
  batting: batting as BattingLine[],
  bowling: bowling as BowlingLine[],
});

describe('did not bat', () => {
  it('are the bowlers of the side who did not come in, when that makes eleven', () => {
    const first = innings('A', lines(1, 9), []);
    const second = innings('B', [], lines(7, 11));
    assert.deepEqual(didNotBat(first, [first, second]), ['Player 10', 'Player 11']);
  });

  it('is not told while somebody is unknown', () => {
    const first = innings('A', lines(1, 8), []);
    const second = innings('B', [], lines(10, 11));
    assert.deepEqual(didNotBat(first, [first, second]), []);
  });

  it('is nobody of a side that is all out', () => {
    const first = innings('A', lines(1, 11), []);
    assert.deepEqual(didNotBat(first, [first]), []);
  });
});
