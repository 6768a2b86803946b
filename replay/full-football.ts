import type { EventRow } from '@fanfold/game/match';
import { demoFootball } from './demo-football.ts';
import { seededRandom, weighted } from './random.ts';
import type { MatchScript } from './script.ts';

/** Rows that a full feed sends of one match; the demo match is a sample of it. */
export const FULL_MATCH_ROWS = 3_500;

/** Shares of what a full feed has beside the rows that change a scorecard, as in a real match of 1,495 rows. */
const FILL = [
  ['pass', 80],
  ['recovery', 6],
  ['duel', 4],
  ['block', 2],
  ['clearance', 3],
  ['dribble', 2],
  ['interception', 3],
] as const;

/**
 * The demo football match as a full feed sends it, under an id of its own: among the rows of the demo there are as many others as make `rows` rows,
 * and none of those changes anything but clock and possession.
 */
export function fullFootball(id: string, seed: number, rows = FULL_MATCH_ROWS): MatchScript {
  const random = seededRandom(seed);
  const { match, squads, steps } = demoFootball();
  const players = squads.filter(({ starting }) => starting);
  const anybody = () => players[Math.floor(random() * players.length)];
  const count = steps.flatMap(({ events }) => events).length;
  let made = 0;
  let demoRows = 0;
  const filled = steps.map((step) => {
    demoRows += step.events.length;
    const events: EventRow[] = step.events.map((event) => ({ ...event, id: `${id}-${made++}`, matchId: id }));
    const last = events.at(-1);
    for (let nth = 1; last && made < Math.floor((rows * demoRows) / count); nth++) {
      const kind = weighted(random, FILL);
      const player = anybody();
      const isComplete = random() < 0.82;
      events.push({
        ...last,
        id: `${id}-${made++}`,
        ord: last.ord + nth / 100,
        kind,
        variant: kind === 'pass' ? 'openPlay' : null,
        teamId: player?.teamId ?? null,
        playerId: player?.playerId ?? null,
        partnerId: kind === 'pass' && isComplete ? (anybody()?.playerId ?? null) : null,
        opponentId: null,
        outcome: kind === 'pass' && !isComplete ? 'incomplete' : 'complete',
        xg: null,
        card: null,
        second: Math.floor(random() * 60),
        detail: random() < 0.03 ? { bodyPart: 'head' } : {},
      });
    }
    return { ...step, events };
  });
  const ended = filled.at(-1);
  if (ended?.match) ended.match = { ...ended.match, eventCount: made };
  return { match: { ...match, id }, squads: squads.map((squad) => ({ ...squad, matchId: id })), steps: filled };
}
