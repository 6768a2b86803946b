import type { CricketInnings } from '@fanfold/game/cricket';

const ELEVEN = 11;

type Card = Pick<CricketInnings, 'teamId' | 'batting' | 'bowling'>;

/**
 * Who of the batting side did not come in. The card has no squads: those who bowled for the side or batted in its other innings are known.
 * Empty unless these are the whole eleven, since a list with gaps would tell something wrong.
 */
export function didNotBat(innings: Card, all: readonly Card[]): string[] {
  const batted = new Set(innings.batting.map(({ playerId }) => playerId));
  const others = new Map<string, string>();
  for (const other of all) {
    const lines = other.teamId === innings.teamId ? other.batting : other.bowling;
    for (const { playerId, name } of lines) if (!batted.has(playerId)) others.set(playerId, name);
  }
  return batted.size + others.size === ELEVEN ? [...others.values()] : [];
}
