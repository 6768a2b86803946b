import type { LineupPlayer } from '@fanfold/game/football';

const ROLES = ['goalkeeper', 'defender', 'midfielder', 'forward'];

/** A starting eleven from the keeper to the forwards, a row per role; roles that nobody has are left out. */
export function pitchRows(starting: readonly LineupPlayer[]): LineupPlayer[][] {
  return ROLES.map((role) => starting.filter((player) => player.role === role)).filter((row) => row.length > 0);
}

/** Surname, which is what fits below a shirt. */
export function surname(name: string): string {
  return name.trim().split(/\s+/).at(-1) ?? name;
}
