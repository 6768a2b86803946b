import { momentOfFact, momentOfRow, momentOrder, resultMoment } from '../match/moment.ts';
import type { EventRow, MatchRow } from '../match/rows.ts';
import type { Moment, MomentKind } from '../match/view.ts';
import { minuteText } from './clock.ts';
import type { People } from './people.ts';

const PERIODS: Record<number, string> = {
  1: 'first half',
  2: 'second half',
  3: 'first half of extra time',
  4: 'second half of extra time',
  5: 'penalty shoot-out',
};

/** Kinds of rows that may have a moment, or change the score; so may one with a card. Nearly all rows are others: passes. */
const TOLD: readonly string[] = ['shot', 'ownGoal', 'substitution', 'periodStart', 'periodEnd'];

/** The timeline, with the score as it stood after each moment. `result` is null until the match has ended for good. */
export function listMoments(
  match: MatchRow,
  events: readonly EventRow[],
  people: People,
  result: string | null,
): Moment[] {
  const moments: Moment[] = [];
  const score = { home: 0, away: 0 };
  const seen = new Set<string>();
  const at = (event: EventRow, nth: number) => ({
    order: momentOrder(event, nth),
    clock: minuteText(event),
    score: `${score.home}-${score.away}`,
  });
  for (const event of events) {
    if (event.card === null && !TOLD.includes(event.kind)) continue;
    count(match, event, score);
    const player = people.player(event.playerId);
    const team = people.teamName(event.teamId);
    for (const [nth, { kind, text }] of entriesOf(event, people, seen).entries()) {
      const ofPeriod = kind === 'periodStart' || kind === 'periodEnd';
      const id = ofPeriod ? momentOfFact(kind, event.period) : momentOfRow(event, kind);
      const who = ofPeriod ? { team: null, playerId: null, name: null } : { team, ...player };
      moments.push({ id, kind, ...at(event, nth), ...who, text });
    }
  }
  if (result !== null) {
    const last = events.at(-1);
    moments.push(resultMoment(last, result, last ? at(last, 0) : { clock: '', score: '' }));
  }
  return moments;
}

function count(
  match: MatchRow,
  { kind, outcome, period, teamId }: EventRow,
  score: { home: number; away: number },
): void {
  if (period >= 5) return;
  const isHome = teamId === match.homeTeamId;
  if (!isHome && teamId !== match.awayTeamId) return;
  if (kind === 'shot' && outcome === 'goal') score[isHome ? 'home' : 'away']++;
  if (kind === 'ownGoal') score[isHome ? 'away' : 'home']++;
}

/** `seen` keeps the second of a pair of period rows (feeds send one per team) from being a second moment. */
function entriesOf(event: EventRow, people: People, seen: Set<string>): { kind: MomentKind; text: string }[] {
  const { name } = people.player(event.playerId);
  const team = people.teamName(event.teamId);
  const entries: { kind: MomentKind; text: string }[] = [];
  const assist = event.partnerId === null ? '' : `, assisted by ${people.player(event.partnerId).name}`;
  if (event.kind === 'shot' && event.variant === 'penalty') {
    const scored = event.outcome === 'goal';
    entries.push({
      kind: scored ? 'penaltyGoal' : 'penaltyMissed',
      text: `${name} ${scored ? 'scores' : 'misses'} a penalty for ${team}`,
    });
  } else if (event.kind === 'shot' && event.outcome === 'goal') {
    entries.push({ kind: 'goal', text: `Goal for ${team}: ${name}${assist}` });
  } else if (event.kind === 'ownGoal') {
    entries.push({ kind: 'ownGoal', text: `Own goal by ${name} (${team})` });
  } else if (event.kind === 'substitution') {
    entries.push({ kind: 'substitution', text: `${team}: ${people.player(event.partnerId).name} on for ${name}` });
  } else if (event.kind === 'periodStart' || event.kind === 'periodEnd') {
    const id = `${event.kind}/${event.period}`;
    const verb = event.kind === 'periodStart' ? 'Start' : 'End';
    if (!seen.has(id))
      entries.push({ kind: event.kind, text: `${verb} of the ${PERIODS[event.period] ?? `period ${event.period}`}` });
    seen.add(id);
  }
  if (event.card === 'yellow') entries.push({ kind: 'yellowCard', text: `Yellow card for ${name} (${team})` });
  if (event.card === 'secondYellow')
    entries.push({ kind: 'redCard', text: `Second yellow card: ${name} (${team}) is sent off` });
  if (event.card === 'red') entries.push({ kind: 'redCard', text: `Red card for ${name} (${team})` });
  return entries;
}
