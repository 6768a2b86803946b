import { type Columns, type Transaction, insert, remove, update } from './changes.ts';

/** For specs: the first over of a match, with corrections. */

export const match: Columns = {
  id: 'm',
  sport: 'cricket',
  competition: 'Cup',
  season: '2026',
  venue: 'Ground',
  home_team_id: 'H',
  home_name: 'Home',
  home_short: 'HOM',
  away_team_id: 'A',
  away_name: 'Away',
  away_short: 'AWY',
  starts_at: '2026-06-01 14:00:00.250',
  status: 'live',
  final: 0,
  event_count: null,
  detail: { oversPerInnings: 20 },
};
const ended = { ...match, status: 'finished', final: 1, event_count: 5, detail: { outcome: { kind: 'noResult' } } };
const squad = (id: string, team: string): Columns => {
  return { match_id: 'm', player_id: id, team_id: team, name: `Ann ${id}`, role: 'batter', price: 85, starting: 1 };
};
const squads = ['h1', 'h2', 'a1'].map((id) => squad(id, id.startsWith('h') ? 'H' : 'A'));
const innings: Columns = {
  id: 'e0',
  match_id: 'm',
  period: 1,
  ord: '0.0000',
  kind: 'innings',
  team_id: 'H',
  detail: null,
};
export const ball = (n: number, columns: Columns = {}): Columns => {
  const batters = { player_id: 'h1', partner_id: 'h2', opponent_id: 'a1' };
  return {
    ...innings,
    id: `e${n}`,
    ord: `${n}.0000`,
    kind: 'delivery',
    ...batters,
    over_no: 0,
    ball_no: n,
    runs: 1,
    ...columns,
  };
};
const bowled = { wickets: [{ kind: 'bowled', playerId: 'h1', fielders: [] }] };

/** Everything that scorers do to rows, one transaction after another. */
export const history: readonly Transaction[] = [
  [insert('matches', match), insert('squads', ...squads)],
  [insert('match_events', innings)],
  [insert('match_events', ball(1), ball(2, { runs: 4 }), ball(3))],
  // One transaction changes a row twice, and each of its statements is an event that starts at row 0.
  [
    update('match_events', ball(1), ball(1, { runs: 2 })),
    update('match_events', ball(1, { runs: 2 }), ball(1, { runs: 6 })),
  ],
  [insert('match_events', ball(4, { detail: bowled })), insert('match_events', ball(5))],
  [remove('match_events', ball(3))],
  // Another key, and another match.
  [update('match_events', ball(5), ball(5, { id: 'e5b', runs: 3 }))],
  [update('match_events', ball(2, { runs: 4 }), ball(2, { match_id: 'n', runs: 4 }))],
  { truncate: 'squads' },
  [insert('squads', ...squads.slice(0, 2))],
  [insert('match_events', ball(6)), remove('match_events', ball(6)), insert('match_events', ball(6, { runs: 0 }))],
  [update('matches', match, ended)],
];
