import { type EventRow, type MatchRow, type SquadRole, type SquadRow, eventRow } from '@fanfold/game/match';
import { seededRandom, weighted } from './random.ts';
import type { MatchScript, ScriptStep } from './script.ts';

const SEED = 12;
const STOPPAGE = [2, 4];
const BREAK_MS = 60_000;

const HOME = [
  'Otto Brandl',
  'Luca Ferrin',
  'Emil Stray',
  'Jonas Weir',
  'Pau Solana',
  'Theo Marchant',
  'Ilya Korrin',
  'Nico Alder',
  'Rafa Dominga',
  'Sami Okell',
  'Teo Lindqvar',
  'Bram Holt',
  'Kofi Ansu',
  'Milan Petro',
  'Aron Vale',
];
const AWAY = [
  'Gus Lorimer',
  'Hugo Pranz',
  'Abel Torvik',
  'Marco Sten',
  'Djibril Aye',
  'Felix Roan',
  'Enzo Calder',
  'Yuri Malk',
  'Tomas Greif',
  'Amadou Sey',
  'Rory Finch',
  'Leon Duart',
  'Isak Nyberg',
  'Caio Pires',
  'Noel Banks',
];
const ROLES: SquadRole[] = [
  'goalkeeper',
  'defender',
  'defender',
  'defender',
  'defender',
  'midfielder',
  'midfielder',
  'midfielder',
  'forward',
  'forward',
  'forward',
  'midfielder',
  'forward',
  'defender',
  'midfielder',
];

const match: MatchRow = {
  id: 'demo-football',
  sport: 'football',
  competition: 'Fanfold League',
  season: '2026/27',
  venue: 'Foundry Ground, Millbrook',
  homeTeamId: 'millbrook',
  homeName: 'Millbrook Rovers',
  homeShort: 'MIL',
  awayTeamId: 'eastport',
  awayName: 'Eastport Athletic',
  awayShort: 'EAS',
  startsAt: '2026-11-21T17:30:00.000Z',
  status: 'scheduled',
  final: false,
  eventCount: null,
  detail: {},
};

interface Side {
  teamId: string;
  /** Numbers of the players on the pitch, the keeper first. */
  pitch: number[];
  bench: number[];
  booked: Set<number>;
}

/** Ninety minutes between two invented clubs: always the same ones. */
export function demoFootball(): MatchScript {
  const random = seededRandom(SEED);
  const steps: ScriptStep[] = [];
  const home: Side = side(match.homeTeamId);
  const away: Side = side(match.awayTeamId);
  let index = 0;
  let base = 0;

  function enter(period: number, seconds: number, columns: Partial<EventRow> & Pick<EventRow, 'kind'>): void {
    index++;
    const start = period === 1 ? 0 : 45;
    const event = eventRow({
      id: `${match.id}-${index}`,
      matchId: match.id,
      period,
      ord: index,
      minute: start + Math.floor(seconds / 60),
      second: Math.floor(seconds % 60),
      ...columns,
    });
    steps.push({ atMs: base + Math.round(seconds * 1000), events: [event] });
  }

  for (const period of [1, 2]) {
    const length = (45 + (STOPPAGE[period - 1] ?? 0)) * 60;
    enter(period, 0, { kind: 'periodStart' });
    for (let seconds = 4 + random() * 6; seconds < length; seconds += 5 + random() * 12) {
      const [own, other] = random() < 0.54 ? [home, away] : [away, home];
      action(random, own, other, (columns) => enter(period, seconds, columns));
      if (period === 2 && seconds > 900 && random() < 0.02)
        substitute(own, (columns) => enter(period, seconds, columns));
    }
    enter(period, length, { kind: 'periodEnd' });
    base += length * 1000 + BREAK_MS;
  }
  const [first, last] = [steps[0] as ScriptStep, steps.at(-1) as ScriptStep];
  first.match = { status: 'live' };
  last.match = { status: 'finished', final: true, eventCount: index };
  return { match, squads: [...squad(match.homeTeamId, HOME), ...squad(match.awayTeamId, AWAY)], steps };
}

type Enter = (columns: Partial<EventRow> & Pick<EventRow, 'kind'>) => void;

/** Shares of what is worth a row, about 500 a match: passes are a sample. */
function action(random: () => number, own: Side, other: Side, enter: Enter): void {
  const { teamId } = own;
  const player = () => playerId(own, outfield(random, own));
  const kind = weighted(random, [
    ['pass', 74],
    ['foul', 4.5],
    ['shot', 5],
    ['corner', 2],
    ['interception', 6],
    ['clearance', 6],
    ['offside', 0.7],
  ] as const);
  switch (kind) {
    case 'pass':
    case 'corner': {
      const variant = kind === 'corner' ? 'corner' : random() < 0.1 ? 'throwIn' : 'openPlay';
      const outcome = random() < 0.82 ? 'complete' : 'incomplete';
      return enter({
        kind: 'pass',
        variant,
        teamId,
        playerId: player(),
        partnerId: outcome === 'complete' ? player() : null,
        outcome,
      });
    }
    case 'foul':
      return foul(random, own, other, enter);
    case 'shot':
      return shot(random, own, other, enter, random() < 0.05);
    default:
      return enter({ kind, teamId, playerId: player() });
  }
}

function foul(random: () => number, own: Side, other: Side, enter: Enter): void {
  const number = outfield(random, own);
  const dice = random();
  const card = dice < 0.14 ? (own.booked.has(number) ? 'secondYellow' : 'yellow') : null;
  if (card) own.booked.add(number);
  const opponentId = playerId(other, outfield(random, other));
  enter({ kind: 'foul', teamId: own.teamId, playerId: playerId(own, number), opponentId, card });
  if (card === 'secondYellow') own.pitch = own.pitch.filter((each) => each !== number);
}

function shot(random: () => number, own: Side, other: Side, enter: Enter, penalty: boolean): void {
  const xg = penalty ? 0.78 : Math.round((0.02 + random() ** 3 * 0.6) * 1000) / 1000;
  const scored = random() < xg;
  const missed = weighted(random, [
    ['saved', 35],
    ['offTarget', 38],
    ['blocked', 22],
    ['post', 3],
  ] as const);
  const scorer = own.pitch.at(-1 - Math.floor(random() * 5)) ?? 1;
  const helper = outfield(random, own);
  enter({
    kind: 'shot',
    variant: penalty ? 'penalty' : 'openPlay',
    teamId: own.teamId,
    playerId: playerId(own, scorer),
    opponentId: playerId(other, other.pitch[0] ?? 1),
    partnerId: scored && !penalty && helper !== scorer ? playerId(own, helper) : null,
    outcome: scored ? 'goal' : missed,
    xg,
    detail: {
      location: [Math.round(6 + random() * 22), Math.round(20 + random() * 28)],
      bodyPart: random() < 0.2 ? 'head' : 'rightFoot',
    },
  });
}

function substitute(own: Side, enter: Enter): void {
  // The bench shrinks by one each time, so that nobody who came on goes off again.
  const off = own.pitch[4 + own.bench.length];
  const on = own.bench.shift();
  if (on === undefined || off === undefined) return;
  own.pitch = own.pitch.map((number) => (number === off ? on : number));
  const { teamId } = own;
  enter({
    kind: 'substitution',
    teamId,
    playerId: playerId(own, off),
    partnerId: playerId(own, on),
    detail: { reason: 'tactical' },
  });
}

function side(teamId: string): Side {
  return { teamId, pitch: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], bench: [12, 13, 14, 15], booked: new Set() };
}

function outfield(random: () => number, { pitch }: Side): number {
  return pitch[1 + Math.floor(random() * (pitch.length - 1))] ?? 1;
}

function playerId({ teamId }: Pick<Side, 'teamId'>, number: number): string {
  return `${teamId}-${number}`;
}

function squad(teamId: string, names: readonly string[]): SquadRow[] {
  return names.map((name, index) => ({
    matchId: match.id,
    playerId: playerId({ teamId }, index + 1),
    teamId,
    name,
    role: ROLES[index] ?? 'midfielder',
    price: 90 - index * 3,
    starting: index < 11,
    shirt: index + 1,
  }));
}
