import { type EventDetail, type EventKind, type EventRow, eventRow } from '@fanfold/game/match';
import type { StatsbombEvent } from './statsbomb-format.ts';

/** The schema keeps five decimals. */
const XG_UNIT = 100_000;

/** Kinds that are kept; what only tracks the ball (receipts, carries, pressure) is not. */
const KINDS: Record<string, EventKind> = {
  'Half Start': 'periodStart',
  'Half End': 'periodEnd',
  Pass: 'pass',
  Shot: 'shot',
  'Own Goal Against': 'ownGoal',
  'Foul Committed': 'foul',
  'Bad Behaviour': 'misconduct',
  Substitution: 'substitution',
  Duel: 'duel',
  Interception: 'interception',
  Clearance: 'clearance',
  Block: 'block',
  'Ball Recovery': 'recovery',
  Dribble: 'dribble',
  Offside: 'offside',
  Error: 'error',
};

const PASS_VARIANTS: Record<string, string> = {
  Corner: 'corner',
  'Free Kick': 'freeKick',
  'Throw-in': 'throwIn',
  'Goal Kick': 'goalKick',
  'Kick Off': 'kickOff',
};
const SHOT_VARIANTS: Record<string, string> = {
  Penalty: 'penalty',
  'Free Kick': 'freeKick',
  Corner: 'corner',
  'Kick Off': 'kickOff',
};
const PASS_OUTCOMES: Record<string, string> = { Incomplete: 'incomplete', Out: 'out', 'Pass Offside': 'offside' };
const SHOT_OUTCOMES: Record<string, string> = {
  Goal: 'goal',
  Saved: 'saved',
  'Saved to Post': 'savedToPost',
  'Saved Off Target': 'savedOffTarget',
  'Off T': 'offTarget',
  Post: 'post',
  Blocked: 'blocked',
  Wayward: 'wayward',
};
const CARDS: Record<string, EventRow['card']> = {
  'Yellow Card': 'yellow',
  'Second Yellow': 'secondYellow',
  'Red Card': 'red',
};

export const playerIdOf = (id: number) => `sb-${id}`;
export const teamIdOf = (id: number) => `sb-team-${id}`;

/** The rows of a match, in the order of `index`: clocks restart and jump. */
export function statsbombRows(events: readonly StatsbombEvent[], matchId: string): EventRow[] {
  const passers = new Map(events.filter(({ pass }) => pass).map(({ id, player }) => [id, player?.id]));
  const keepers = keepersOf(events);
  return events.flatMap((event) => {
    const columns = columnsOf(event, passers, keepers);
    if (!columns) return [];
    const { index, period, minute, second, team, player } = event;
    const base = { id: `${matchId}-${index}`, matchId, period, ord: index, minute, second, teamId: teamIdOf(team.id) };
    return [eventRow({ ...base, playerId: player ? playerIdOf(player.id) : null, ...columns })];
  });
}

/** Shot -> keeper who faced it, by the goalkeeper events; either event may name the other. Penalties have no freeze frame that shows the keeper. */
function keepersOf(events: readonly StatsbombEvent[]): Map<string, number> {
  const byId = new Map(events.map((event) => [event.id, event]));
  const keepers = new Map<string, number>();
  for (const event of events) {
    for (const other of (event.related_events ?? []).flatMap((id) => byId.get(id) ?? [])) {
      const [shot, keeper] = event.shot ? [event, other] : [other, event];
      if (shot.shot && keeper.type.name === 'Goal Keeper' && keeper.player && keeper.team.id !== shot.team.id)
        keepers.set(shot.id, keeper.player.id);
    }
  }
  return keepers;
}

function columnsOf(
  event: StatsbombEvent,
  passers: ReadonlyMap<string, number | undefined>,
  keepers: ReadonlyMap<string, number>,
): (Partial<EventRow> & Pick<EventRow, 'kind'>) | null {
  const kind = KINDS[event.type.name] ?? (isSave(event) ? 'save' : undefined);
  if (!kind) return null;
  const card = CARDS[event.foul_committed?.card?.name ?? event.bad_behaviour?.card?.name ?? ''] ?? null;
  switch (kind) {
    case 'pass': {
      const { type, outcome, recipient } = event.pass ?? {};
      return {
        kind,
        variant: PASS_VARIANTS[type?.name ?? ''] ?? 'openPlay',
        outcome: outcome ? (PASS_OUTCOMES[outcome.name] ?? 'unknown') : 'complete',
        partnerId: recipient ? playerIdOf(recipient.id) : null,
      };
    }
    case 'shot':
      return { kind, ...shotColumns(event, passers, keepers.get(event.id)) };
    case 'substitution': {
      const { replacement, outcome } = event.substitution ?? {};
      const detail: EventDetail = {};
      if (replacement) detail.names = { [playerIdOf(replacement.id)]: replacement.name };
      if (outcome) detail.reason = outcome.name.toLowerCase();
      return { kind, partnerId: replacement ? playerIdOf(replacement.id) : null, detail };
    }
    case 'periodStart':
    case 'periodEnd':
      return { kind, playerId: null };
    default:
      return { kind, card };
  }
}

function shotColumns(
  { shot, location }: StatsbombEvent,
  passers: ReadonlyMap<string, number | undefined>,
  facedBy: number | undefined,
): Partial<EventRow> {
  const assist = passers.get(shot?.key_pass_id ?? '');
  const framed = shot?.freeze_frame?.find(({ teammate, position }) => !teammate && position.name === 'Goalkeeper');
  const keeper = facedBy ?? framed?.player.id;
  const scored = shot?.outcome?.name === 'Goal';
  const detail: EventDetail = {};
  // The feed's pitch is 120 by 80 yards, attacked from left to right; ours 105 by 68 metres, from the goal line attacked.
  if (location)
    detail.location = [round((120 - (location[0] ?? 120)) * (105 / 120)), round((location[1] ?? 40) * (68 / 80))];
  if (shot?.body_part)
    detail.bodyPart = shot.body_part.name
      .replace(/ (\w)/, (_, letter: string) => letter.toUpperCase())
      .replace(/^\w/, (letter) => letter.toLowerCase());
  return {
    variant: SHOT_VARIANTS[shot?.type?.name ?? ''] ?? 'openPlay',
    outcome: SHOT_OUTCOMES[shot?.outcome?.name ?? ''] ?? 'wayward',
    xg: typeof shot?.statsbomb_xg === 'number' ? Math.round(shot.statsbomb_xg * XG_UNIT) / XG_UNIT : null,
    partnerId: scored && assist !== undefined ? playerIdOf(assist) : null,
    opponentId: keeper === undefined ? null : playerIdOf(keeper),
    detail,
  };
}

function isSave({ type, goalkeeper }: StatsbombEvent): boolean {
  return type.name === 'Goal Keeper' && /Saved/.test(goalkeeper?.type?.name ?? '');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
