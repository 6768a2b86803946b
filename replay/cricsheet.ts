import { basename } from 'node:path';
import {
  type DeclaredOutcome,
  type EventDetail,
  type EventRow,
  type MatchRow,
  type WicketKind,
  eventRow,
} from '@fanfold/game/match';
import { checkCricsheet } from './cricsheet-checks.ts';
import {
  type CricsheetDelivery,
  type CricsheetFile,
  type CricsheetInnings,
  cricsheetSchema,
} from './cricsheet-format.ts';
import { type CricsheetPeople, cricsheetPeople } from './cricsheet-people.ts';
import { parseJson, parseShape } from './parse-json.ts';
import { MatchFileError, type MatchScript, type ScriptStep } from './script.ts';

/** A file has no times: a delivery every 32 s, 45 s more between overs, a minute between innings. */
const BALL_MS = 32_000;
const OVER_MS = 45_000;
const BREAK_MS = 60_000;

/**
 * A match from Cricsheet JSON (cricsheet.org), any format of the game.
 *
 * @throws MatchFileError
 */
export function importCricsheet(file: string, text: string): MatchScript {
  const json = parseJson(file, text);
  if (typeof json !== 'object' || json === null || !('info' in json)) {
    throw new MatchFileError('unknownFormat', file, 'top', 'not Cricsheet JSON: there is no `info`');
  }
  const data = parseShape(file, cricsheetSchema, json);
  checkCricsheet(file, data);
  const id = `cricsheet-${basename(file).replace(/\.json$/i, '')}`;
  const people = cricsheetPeople(data, id);
  const steps = stepsOf(data, id, people);
  const eventCount = steps.reduce((count, { events }) => count + events.length, 0);
  const match = matchOf(data, id, people);
  const detail = { ...match.detail, outcome: outcomeOf(data, people) };
  const closing: ScriptStep['match'] = { status: 'finished', final: true, eventCount, detail };
  const last = steps.at(-1);
  if (last) last.match = { ...last.match, ...closing };
  // Nothing was bowled: called off, and told so.
  else steps.push({ atMs: 0, events: [], match: closing });
  return { match, squads: people.squads, steps };
}

function matchOf({ info }: CricsheetFile, id: string, people: CricsheetPeople): MatchRow {
  const [home, away] = info.teams;
  const { event, toss } = info;
  const round = event?.stage ?? (event?.match_number === undefined ? '' : `Match ${event.match_number}`);
  return {
    id,
    sport: 'cricket',
    competition: [event?.name ?? info.match_type ?? 'Cricket', round].filter(Boolean).join(', ').slice(0, 120),
    season: String(info.season ?? ''),
    venue: [info.venue, info.city].filter(Boolean).join(', ').slice(0, 160),
    homeTeamId: people.teamId(home),
    homeName: home,
    homeShort: shortName(home),
    awayTeamId: people.teamId(away),
    awayName: away,
    awayShort: shortName(away),
    // The file knows the day only.
    startsAt: `${info.dates[0] ?? ''}T14:00:00.000Z`,
    status: 'scheduled',
    final: false,
    eventCount: null,
    detail: {
      ...(info.overs === undefined ? {} : { oversPerInnings: info.overs }),
      ...(info.balls_per_over === undefined ? {} : { ballsPerOver: info.balls_per_over }),
      ...(toss?.winner !== undefined && toss.decision !== undefined
        ? { toss: { teamId: people.teamId(toss.winner), decision: toss.decision } }
        : {}),
    },
  };
}

/** `RCB` of Royal Challengers Bangalore, `IND` of India. */
function shortName(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^[A-Z]/.test(word));
  return (words.length > 1 ? words.map((word) => word[0]).join('') : name.slice(0, 3)).toUpperCase().slice(0, 12);
}

function outcomeOf({ info: { outcome } }: CricsheetFile, people: CricsheetPeople): DeclaredOutcome {
  const { winner, by, result, method, eliminator, bowl_out } = outcome;
  const tieBreak = eliminator ?? bowl_out;
  if (result === 'no result') return { kind: 'noResult' };
  if (result === 'draw') return { kind: 'draw' };
  if (result === 'tie' || tieBreak !== undefined) {
    if (tieBreak === undefined) return { kind: 'tie' };
    return { kind: 'tie', winnerTeamId: people.teamId(tieBreak), method: eliminator ? 'super over' : 'bowl out' };
  }
  if (winner === undefined) return { kind: 'noResult' };
  const margin = Object.fromEntries(Object.entries(by ?? {}).filter(([, value]) => value !== undefined));
  return { kind: 'win', winnerTeamId: people.teamId(winner), by: margin, ...(method === undefined ? {} : { method }) };
}

function stepsOf({ innings }: CricsheetFile, matchId: string, people: CricsheetPeople): ScriptStep[] {
  const steps: ScriptStep[] = [];
  let atMs = 0;
  for (const [index, each] of innings.entries()) {
    const period = index + 1;
    const base = { matchId, period, teamId: people.teamId(each.team) };
    const opening = eventRow({
      ...base,
      id: `${matchId}-${period}-start`,
      ord: 0,
      kind: 'innings',
      detail: openingOf(each),
    });
    steps.push({ atMs, events: [opening], ...(index === 0 ? { match: { status: 'live' as const } } : {}) });
    const penalty = (when: 'pre' | 'post', ord: number) => {
      const penaltyRuns = each.penalty_runs?.[when];
      if (!penaltyRuns) return;
      const event = eventRow({
        ...base,
        id: `${matchId}-${period}-penalty-${when}`,
        ord,
        kind: 'penalty',
        penaltyRuns,
      });
      steps.push({ atMs, events: [event] });
    };
    penalty('pre', 0.5);
    let end = 1;
    for (const { over, deliveries } of each.overs ?? []) {
      atMs += OVER_MS;
      for (const [ordinal, delivery] of deliveries.entries()) {
        atMs += BALL_MS;
        const ball = ordinal + 1;
        end = over * 100 + ball + 1;
        const id = `${matchId}-${period}-${over}-${ball}`;
        const columns = deliveryColumns(delivery, people);
        steps.push({
          atMs,
          events: [eventRow({ ...base, id, ord: end - 1, kind: 'delivery', over, ball, ...columns })],
        });
      }
    }
    penalty('post', end);
    atMs += BREAK_MS;
  }
  return steps;
}

function openingOf({ target, super_over, declared, forfeited, miscounted_overs }: CricsheetInnings): EventDetail {
  const counts = Object.entries(miscounted_overs ?? {}).map(([over, { balls }]) => [over, balls] as const);
  return {
    ...(target?.runs === undefined
      ? {}
      : { target: { runs: target.runs, ...(target.overs === undefined ? {} : { overs: target.overs }) } }),
    ...(super_over ? { superOver: true } : {}),
    ...(declared ? { declared: true } : {}),
    ...(forfeited ? { forfeited: true } : {}),
    ...(counts.length ? { miscountedOvers: Object.fromEntries(counts) } : {}),
  };
}

function deliveryColumns(delivery: CricsheetDelivery, people: CricsheetPeople): Partial<EventRow> {
  const { batter, non_striker, bowler, runs, extras, wickets } = delivery;
  const detail: EventDetail = {};
  if (wickets?.length) {
    detail.wickets = wickets.map(({ kind, player_out, fielders }) => ({
      kind: wicketKind(kind),
      playerId: people.idOf(player_out),
      fielders: (fielders ?? []).map(({ name, substitute }) => ({
        ...(name === undefined ? {} : people.inSquad(name) ? { playerId: people.idOf(name) } : { name }),
        ...(substitute ? { substitute } : {}),
      })),
    }));
  }
  if (runs.non_boundary) detail.nonBoundary = true;
  const named = [batter, non_striker, bowler, ...(wickets ?? []).map(({ player_out }) => player_out)];
  const strangers = named.filter((name) => !people.inSquad(name));
  if (strangers.length) detail.names = Object.fromEntries(strangers.map((name) => [people.idOf(name), name]));
  return {
    playerId: people.idOf(batter),
    partnerId: people.idOf(non_striker),
    opponentId: people.idOf(bowler),
    runs: runs.batter,
    byes: extras?.byes ?? 0,
    legByes: extras?.legbyes ?? 0,
    wides: extras?.wides ?? 0,
    noBalls: extras?.noballs ?? 0,
    penaltyRuns: extras?.penalty ?? 0,
    detail,
  };
}

/** `caught and bowled` -> `caughtAndBowled`. */
function wicketKind(kind: string): WicketKind {
  return kind.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase()) as WicketKind;
}
