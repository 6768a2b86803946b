import type { CricsheetFile } from './cricsheet-format.ts';
import { pathText } from './parse-json.ts';
import { MatchFileError } from './script.ts';

/** @throws MatchFileError contradiction, where a file says two things that cannot both be true */
export function checkCricsheet(file: string, { info, innings }: CricsheetFile): void {
  const fail = (path: PropertyKey[], message: string) => {
    throw new MatchFileError('contradiction', file, pathText(path), message);
  };
  const known = (team: string) => info.teams.includes(team);
  for (const field of ['winner', 'eliminator', 'bowl_out'] as const) {
    const team = info.outcome[field];
    if (team !== undefined && !known(team)) fail(['info', 'outcome', field], `${team} is not one of the two teams`);
  }
  for (const [i, { team, overs }] of innings.entries()) {
    if (!known(team)) fail(['innings', i, 'team'], `${team} is not one of the two teams`);
    let previous = -1;
    for (const [o, { over, deliveries }] of (overs ?? []).entries()) {
      const place = ['innings', i, 'overs', o];
      if (over <= previous) fail([...place, 'over'], `over ${over} comes after over ${previous}`);
      previous = over;
      for (const [d, { runs, extras, batter, non_striker, wickets }] of deliveries.entries()) {
        const at = [...place, 'deliveries', d];
        const parts = Object.values(extras ?? {}).map((value) => value ?? 0);
        const sum = parts.reduce((total, value) => total + value, 0);
        if (runs.batter + runs.extras !== runs.total) {
          fail([...at, 'runs'], `${runs.batter} off the bat and ${runs.extras} extras are not ${runs.total}`);
        }
        if (sum !== runs.extras) fail([...at, 'extras'], `extras sum to ${sum}, runs.extras says ${runs.extras}`);
        if (Math.min(runs.batter, ...parts) < 0) fail([...at, 'runs'], 'runs below zero');
        for (const [w, { kind, player_out }] of (wickets ?? []).entries()) {
          const absent = player_out !== batter && player_out !== non_striker && !/retired|timed out/.test(kind);
          if (absent) fail([...at, 'wickets', w], `${player_out} is out (${kind}) and not batting`);
        }
      }
    }
  }
  checkMargin(file, { info, innings });
}

/** A win by runs or wickets that the score itself decides must agree with the score. */
function checkMargin(file: string, { info, innings }: CricsheetFile): void {
  const { winner, by, method } = info.outcome;
  const main = innings.filter(({ super_over }) => !super_over);
  const [first, second] = main;
  if (winner === undefined || by?.runs === undefined || by.innings !== undefined || method !== undefined) return;
  if (!first || !second || main.length !== 2 || second.target?.runs === undefined) return;
  const margin = totalOf(first) - totalOf(second);
  const usual = second.target.runs === totalOf(first) + 1 && first.team === winner;
  if (usual && margin !== by.runs) {
    const message = `${winner} won by ${by.runs} runs, the innings say ${margin}`;
    throw new MatchFileError('contradiction', file, 'info.outcome.by.runs', message);
  }
}

function totalOf({ overs, penalty_runs }: CricsheetFile['innings'][number]): number {
  const balls = (overs ?? []).flatMap(({ deliveries }) => deliveries);
  return balls.reduce((sum, { runs }) => sum + runs.total, (penalty_runs?.pre ?? 0) + (penalty_runs?.post ?? 0));
}
