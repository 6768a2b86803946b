import assert from 'node:assert/strict';
import type { FootballScorecard } from '@fanfold/game/football';
import { marksOf } from './player-marks.ts';

const at = { team: 'Millbrook', minute: 63 };
const card: Pick<FootballScorecard, 'goals' | 'cards' | 'substitutions'> = {
  goals: [
    { ...at, playerId: 'a', name: 'Alder', kind: 'penalty' },
    { ...at, minute: 45, stoppage: 2, playerId: 'b', name: 'Brandl', kind: 'ownGoal' },
  ],
  cards: [{ ...at, playerId: 'a', name: 'Alder', kind: 'yellow' }],
  substitutions: [
    { ...at, minute: 70, off: { playerId: 'a', name: 'Alder' }, on: { playerId: 'h', name: 'Holt' } },
    { ...at, minute: 85, off: { playerId: 'h', name: 'Holt' }, on: { playerId: 'p', name: 'Petro' } },
  ],
};
const texts = (playerId: string) => marksOf(playerId, card).map(({ text }) => text);

describe('marks beside players', () => {
  it('are goals, cards and changes', () => {
    assert.deepEqual(texts('a'), ["goal by a penalty, 63'", "yellow card, 63'", "off for Holt, 70'"]);
    assert.deepEqual(texts('b'), ["own goal, 45+2'"]);
  });

  it('are two for one who comes on and goes off again', () =>
    assert.deepEqual(texts('h'), ["off for Petro, 85'", "on for Alder, 70'"]));

  it('are none for the others', () => assert.deepEqual(texts('z'), []));
});
