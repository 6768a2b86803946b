import assert from 'node:assert/strict';
import { pitchRows, surname } from './pitch-rows.ts';

const player = (playerId: string, role: string) => ({ playerId, role, name: playerId, shirt: null });

describe('players on a pitch', () => {
  it('stand in rows by role', () => {
    const rows = pitchRows([
      player('f', 'forward'),
      player('k', 'goalkeeper'),
      player('d', 'defender'),
      player('e', 'defender'),
    ]);
    assert.deepEqual(
      rows.map((row) => row.map(({ playerId }) => playerId)),
      [['k'], ['d', 'e'], ['f']],
    );
  });

  it('have surnames', () => {
    assert.equal(surname('Otto Brandl'), 'Brandl');
    assert.equal(surname('Neymar'), 'Neymar');
  });
});
