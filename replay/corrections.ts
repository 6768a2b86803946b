import { type EventRow, compareEvents, eventRow } from '@fanfold/game/match';
import type { MatchScript, ScriptStep } from './script.ts';

/** One transaction by which a scorer corrects a match that has been entered. */
export interface Correction {
  /** As the scorer would say it. */
  reason: string;
  insert: EventRow[];
  /** Whole rows, by their ids. */
  update: EventRow[];
  /** Ids. */
  remove: string[];
  /** Rows that the match then has. */
  eventCount: number;
}

export interface CorrectionPlan {
  corrections: Correction[];
  /** The same match, entered right from the start: its rows are those that stand after all corrections. */
  corrected: MatchScript;
}

type Change = Pick<Correction, 'reason'> & Partial<Pick<Correction, 'insert' | 'update' | 'remove'>>;

/** What a scorer puts right after the match: always the same for the same match. Rows that would fit no correction get none. */
export function planCorrections(script: MatchScript): CorrectionPlan {
  const events = script.steps.flatMap((step) => step.events).sort(compareEvents);
  const changes = script.match.sport === 'cricket' ? cricketChanges(events) : footballChanges(events);
  let eventCount = events.length;
  const corrections = changes.map(({ reason, insert = [], update = [], remove = [] }) => {
    eventCount += insert.length - remove.length;
    return { reason, insert, update, remove, eventCount };
  });
  return { corrections, corrected: corrections.reduce(applyTo, script) };
}

function cricketChanges(events: readonly EventRow[]): Change[] {
  const pick = picker(events.filter(({ kind }) => kind === 'delivery'));
  const changes: Change[] = [];
  const single = pick((ball) => ball.runs === 1 && isPlain(ball));
  if (single) changes.push({ reason: 'a run more', update: [{ ...single[0], runs: 2 }] });
  const six = pick((ball) => ball.runs === 6 && isPlain(ball));
  if (six) changes.push({ reason: 'four, not six', update: [{ ...six[0], runs: 4 }] });
  const dot = pick((ball) => ball.runs === 0 && isPlain(ball));
  if (dot) changes.push({ reason: 'entered twice', remove: [dot[0].id] });
  const pair = pick(
    (ball, next) => next.over === ball.over && next.runs !== ball.runs && isPlain(ball) && isPlain(next),
  );
  if (pair) changes.push({ reason: 'entered in the wrong order', update: swapped(...pair) });
  const gap = pick((ball, next) => next.over === ball.over && isPlain(ball));
  if (gap) changes.push({ reason: 'a wide was missed', insert: [between(...gap, { runs: 0, wides: 1 })] });
  return changes;
}

function footballChanges(events: readonly EventRow[]): Change[] {
  const pick = picker(events.filter(({ period }) => period < 5));
  const changes: Change[] = [];
  const goal = pick(({ kind, outcome }) => kind === 'ownGoal' || (kind === 'shot' && outcome === 'goal'));
  if (goal) changes.push({ reason: 'goal cancelled by VAR', remove: [goal[0].id] });
  const saved = pick(({ kind, outcome }) => kind === 'shot' && outcome === 'saved');
  if (saved) changes.push({ reason: 'off target, not saved', update: [{ ...saved[0], outcome: 'offTarget' }] });
  const booked = pick(({ card }) => card === 'yellow');
  if (booked) changes.push({ reason: 'no card', update: [{ ...booked[0], card: null }] });
  const isAction = ({ kind }: EventRow) => kind !== 'periodStart' && kind !== 'periodEnd';
  // Of something that the timeline shows: the order of passes is nobody's matter.
  const pair = pick(({ kind, card }, next) => (kind === 'substitution' || card !== null) && isAction(next));
  if (pair) changes.push({ reason: 'entered in the wrong order', update: swapped(...pair) });
  const gap = pick((event, next) => isAction(event) && isAction(next) && event.kind === 'pass');
  if (gap) changes.push({ reason: 'a foul was missed', insert: [between(...gap, { kind: 'foul' })] });
  return changes;
}

/** Finds the event in the middle of those that fit, with the next one in its period; no event is found twice. */
function picker(events: readonly EventRow[]) {
  const used = new Set<string>();
  const pairs = events.flatMap((event, index) => {
    const next = events[index + 1];
    return next?.period === event.period ? [[event, next] as const] : [];
  });
  return (fits: (event: EventRow, next: EventRow) => boolean): readonly [EventRow, EventRow] | undefined => {
    const found = pairs.filter(([a, b]) => !used.has(a.id) && !used.has(b.id) && a.ord < b.ord && fits(a, b));
    const chosen = found[Math.floor(found.length / 2)];
    for (const { id } of chosen ?? []) used.add(id);
    return chosen;
  };
}

/** A delivery that nothing happened in but runs off the bat. */
function isPlain({ byes, legByes, wides, noBalls, penaltyRuns, detail }: EventRow): boolean {
  return ![byes, legByes, wides, noBalls, penaltyRuns].some(Boolean) && !detail.wickets && !detail.nonBoundary;
}

function swapped(a: EventRow, b: EventRow): EventRow[] {
  return [
    { ...a, ord: b.ord },
    { ...b, ord: a.ord },
  ];
}

/** A row by the same players between two others. DECIMAL(12, 4) leaves room for it. */
function between(before: EventRow, after: EventRow, columns: Partial<EventRow>): EventRow {
  const { matchId, period, kind, teamId, playerId, opponentId, over, ball, minute, second } = before;
  const partnerId = kind === 'delivery' ? before.partnerId : null;
  const ord = (before.ord + after.ord) / 2;
  const players = { teamId, playerId, opponentId, partnerId };
  return eventRow({
    id: `${before.id}-missed`,
    matchId,
    period,
    ord,
    kind,
    ...players,
    over,
    ball,
    minute,
    second,
    ...columns,
  });
}

function applyTo(script: MatchScript, { insert, update, remove, eventCount }: Correction): MatchScript {
  const updated = new Map(update.map((event) => [event.id, event]));
  const events = (step: ScriptStep) => {
    const kept = step.events.filter(({ id }) => !remove.includes(id)).map((event) => updated.get(event.id) ?? event);
    const missed = insert.filter(({ id }) => step.events.some((event) => id === `${event.id}-missed`));
    return [...kept, ...missed];
  };
  const steps = script.steps.map(({ match, ...step }) => ({
    ...step,
    events: events(step),
    ...(match ? { match: match.final ? { ...match, eventCount } : match } : {}),
  }));
  return { ...script, steps };
}
