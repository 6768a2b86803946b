import {
  type EventRow,
  type MatchRow,
  type SquadRole,
  type SquadRow,
  type Wicket,
  type WicketKind,
  eventRow,
} from '@fanfold/game/match';
import { seededRandom, weighted } from './random.ts';
import type { MatchScript, ScriptStep } from './script.ts';

const SEED = 20_17;
const OVERS = 20;
const BALL_MS = 32_000;
const OVER_BREAK_MS = 45_000;
const INNINGS_BREAK_MS = 60_000;

const HARBOUR = [
  'Arlo Venn',
  'Tamsin Roake',
  'Ishan Belwal',
  'Corin Hathe',
  'Dev Maruk',
  'Oren Tull',
  'Jasper Quill',
  'Ravi Sonder',
  'Milo Crane',
  'Kabir Lodan',
  'Finn Abery',
];
const CITADEL = [
  'Noor Tavish',
  'Eamon Drey',
  'Sunil Parvo',
  'Leif Arkan',
  'Dario Venz',
  'Yash Kellor',
  'Rufus Ember',
  'Anik Tharo',
  'Benno Slate',
  'Zubin Orlo',
  'Cal Wynter',
];
const ROLES: SquadRole[] = [
  'batter',
  'batter',
  'batter',
  'wicketKeeper',
  'batter',
  'allRounder',
  'allRounder',
  'bowler',
  'bowler',
  'bowler',
  'bowler',
];

const match: MatchRow = {
  id: 'demo-cricket',
  sport: 'cricket',
  competition: 'Fanfold Premier T20',
  season: '2026',
  venue: 'Lantern Park, Harbourtown',
  homeTeamId: 'harbour',
  homeName: 'Harbourtown Herons',
  homeShort: 'HER',
  awayTeamId: 'citadel',
  awayName: 'Citadel Lynx',
  awayShort: 'LYN',
  startsAt: '2026-11-21T14:00:00.000Z',
  status: 'scheduled',
  final: false,
  eventCount: null,
  detail: { oversPerInnings: OVERS, toss: { teamId: 'citadel', decision: 'field' } },
};

/** A T20 between two invented sides: always the same one. */
export function demoCricket(): MatchScript {
  const random = seededRandom(SEED);
  const steps: ScriptStep[] = [];
  let atMs = 0;
  let events = 0;
  const enter = (event: EventRow, more: Partial<ScriptStep> = {}) => {
    steps.push({ atMs, events: [event], ...more });
    events++;
  };

  function innings(period: number, batting: string, bowling: string, target: number | null): number {
    const opening = eventRow({
      id: `${match.id}-${period}-start`,
      matchId: match.id,
      period,
      ord: 0,
      kind: 'innings',
      teamId: batting,
      detail: target === null ? {} : { target: { runs: target, overs: OVERS } },
    });
    enter(opening, period === 1 ? { match: { status: 'live' } } : {});
    const state = { runs: 0, wickets: 0, striker: 1, partner: 2, next: 3 };
    const won = () => target !== null && state.runs >= target;
    for (let over = 0; over < OVERS && state.wickets < 10 && !won(); over++) {
      atMs += OVER_BREAK_MS;
      const bowler = playerId(bowling, bowlerOf(over));
      for (let ball = 1, legal = 0; legal < 6 && state.wickets < 10 && !won(); ball++) {
        atMs += BALL_MS;
        const delivery = deliver(random, over);
        const shot = eventRow({
          id: `${match.id}-${period}-${over}-${ball}`,
          matchId: match.id,
          period,
          ord: over * 100 + ball,
          kind: 'delivery',
          teamId: batting,
          playerId: playerId(batting, state.striker),
          partnerId: playerId(batting, state.partner),
          opponentId: bowler,
          over,
          ball,
          ...delivery.columns,
        });
        if (delivery.wicket) {
          shot.detail = { wickets: [wicketOf(random, delivery.wicket, shot.playerId as string, bowling, bowler)] };
          state.wickets++;
          state.striker = state.next++;
        }
        const { runs = 0, byes = 0, legByes = 0, wides = 0, noBalls = 0 } = delivery.columns;
        state.runs += runs + byes + legByes + wides + noBalls;
        if ((runs + byes + legByes) % 2 === 1) [state.striker, state.partner] = [state.partner, state.striker];
        if (!wides && !noBalls) legal++;
        enter(shot);
      }
      [state.striker, state.partner] = [state.partner, state.striker];
    }
    return state.runs;
  }

  const first = innings(1, match.homeTeamId, match.awayTeamId, null);
  atMs += INNINGS_BREAK_MS;
  innings(2, match.awayTeamId, match.homeTeamId, first + 1);
  const last = steps.at(-1) as ScriptStep;
  last.match = { status: 'finished', final: true, eventCount: events };
  return { match, squads: [...squad(match.homeTeamId, HARBOUR), ...squad(match.awayTeamId, CITADEL)], steps };
}

type Runs = Partial<Record<'runs' | 'byes' | 'legByes' | 'wides' | 'noBalls', number>>;

/** Shares of deliveries as in top-level T20: more boundaries at the end, more dots at the start. */
function deliver(random: () => number, over: number): { columns: Runs; wicket?: WicketKind } {
  const late = over >= 15 ? 1.7 : 1;
  const early = over < 2 ? 1.3 : 1;
  return weighted<{ columns: Runs; wicket?: WicketKind }>(random, [
    [{ columns: { runs: 0 } }, 33 * early],
    [{ columns: { runs: 1 } }, 38],
    [{ columns: { runs: 2 } }, 6.5],
    [{ columns: { runs: 3 } }, 0.4],
    [{ columns: { runs: 4 } }, 11.5],
    [{ columns: { runs: 6 } }, 4.2 * late],
    [{ columns: { runs: 0, wides: 1 } }, 3],
    [{ columns: { runs: 1, noBalls: 1 } }, 0.5],
    [{ columns: { runs: 0, legByes: 1 } }, 1.2],
    [{ columns: { runs: 0, byes: 1 } }, 0.4],
    [{ columns: { runs: 0 }, wicket: 'caught' }, 3 * late],
    [{ columns: { runs: 0 }, wicket: 'bowled' }, 1.1],
    [{ columns: { runs: 0 }, wicket: 'lbw' }, 0.5],
    [{ columns: { runs: 0 }, wicket: 'runOut' }, 0.4],
    [{ columns: { runs: 0 }, wicket: 'stumped' }, 0.15],
  ]);
}

function wicketOf(random: () => number, kind: WicketKind, player: string, bowling: string, bowler: string): Wicket {
  const fielder = playerId(bowling, kind === 'stumped' ? 4 : 1 + Math.floor(random() * 11));
  if (kind === 'caught' && fielder === bowler) return { kind: 'caughtAndBowled', playerId: player, fielders: [] };
  const helped = kind === 'caught' || kind === 'runOut' || kind === 'stumped';
  return { kind, playerId: player, fielders: helped ? [{ playerId: fielder }] : [] };
}

/** Five bowlers with four overs each, never two in a row. */
function bowlerOf(over: number): number {
  return 7 + (over % 5);
}

function squad(teamId: string, names: readonly string[]): SquadRow[] {
  return names.map((name, index) => ({
    matchId: match.id,
    playerId: playerId(teamId, index + 1),
    teamId,
    name,
    role: ROLES[index] ?? 'batter',
    price: 105 - index * 4,
    starting: true,
    shirt: index + 1,
  }));
}

function playerId(teamId: string, number: number): string {
  return `${teamId}-${number}`;
}
