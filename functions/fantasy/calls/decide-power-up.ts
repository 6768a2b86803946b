import { type ClockReading, type Contest, type Entry, type PowerUp, powerUpStart } from '@fanfold/game/fantasy';
import { FantasyCallError, assertNotErased, contestNotFound } from './fantasy-call-error.ts';

/** What the use of a power-up is decided by; undefined: there is no such document. */
export interface PowerUpFacts {
  contest: Pick<Contest, 'sport' | 'startsAt' | 'status' | 'rules'> | undefined;
  entry: (Entry & { revision: number }) | undefined;
  /** Of the match clock, by the standings; null before the first row. */
  reading: ClockReading | null;
  /** The fan is. */
  isErased: boolean;
}

/**
 * The power-up that is used now, and the fields of the entry that change with it.
 *
 * @throws CallError fanErased, contestNotFound, contestNotLive, noEntry, unknownPowerUp, playerNotPicked, powerUpUsed, scoresLate
 */
export function decidePowerUp(
  { contest, entry, reading, isErased }: PowerUpFacts,
  { kind, playerId }: { kind: string; playerId: string },
  now: Date,
): { powerUp: PowerUp; fields: { powerUps: PowerUp[]; revision: number } } {
  assertNotErased(isErased);
  if (!contest) throw contestNotFound();
  const { status, rules } = contest;
  if (status !== 'locked')
    throw new FantasyCallError('contestNotLive', 'Power-ups are for while the match is on.', { details: { status } });
  if (!entry) throw new FantasyCallError('noEntry', 'You have no team in this contest.', { status: 'not-found' });
  // Names such as `constructor` are no kinds.
  const offer = Object.hasOwn(rules.powerUps, kind) ? rules.powerUps[kind] : undefined;
  if (!offer)
    throw new FantasyCallError('unknownPowerUp', 'There is no such power-up.', { status: 'invalid-argument' });
  if (!entry.picks.some((pick) => pick.playerId === playerId)) {
    throw new FantasyCallError('playerNotPicked', 'The player is not in your team.', { status: 'invalid-argument' });
  }
  const used = entry.powerUps.find((other) => other.kind === kind);
  if (used)
    throw new FantasyCallError('powerUpUsed', 'You have used this power-up.', {
      status: 'already-exists',
      details: { since: used.since },
    });
  const since = powerUpStart({ ...contest, reading }, now);
  if (!since)
    throw new FantasyCallError(
      'scoresLate',
      'The scores are late, or being corrected: power-ups wait for the next ones.',
    );
  const powerUp: PowerUp = { kind, playerId, multiplier: offer.multiplier, since, units: offer.units };
  return { powerUp, fields: { powerUps: [...entry.powerUps, powerUp], revision: entry.revision + 1 } };
}
