import { type Path, partsOf } from './condition.ts';
import { burstsOf, coverageOf, kindsOf } from './coverage.ts';
import { dayNumber, mondayOf } from './day.ts';
import { ACTIVITY_KINDS } from './kinds.ts';
import { MAX_BURST_TIMES, MAX_KINDS, MAX_SUBJECT_KINDS } from './limits.ts';
import type { FanRules } from './rules.ts';

/** Something in the rules that means nothing, or would not be bounded. */
export interface RulesProblem {
  path: Path;
  message: string;
}

/** What no schema of one field sees: names that are not there, and what all fields together come to. */
export function rulesProblems(rules: FanRules): RulesProblem[] {
  return [...unknownKinds(rules), ...conditionProblems(rules), ...orderProblems(rules), ...sizeProblems(rules)];
}

function unknownKinds(rules: FanRules): RulesProblem[] {
  const known = new Set(kindsOf(rules));
  const named: [Path, readonly string[]][] = [
    ...Object.keys(rules.xp).map((kind): [Path, string[]] => [['xp', kind], [kind]]),
    ...Object.entries(rules.counters).flatMap(([name, counter]) =>
      Object.entries(counter).map(([op, kinds]): [Path, string[]] => [['counters', name, op], kinds]),
    ),
    ...Object.entries(rules.streaks).map(([name, { kinds }]): [Path, string[]] => [['streaks', name, 'kinds'], kinds]),
  ];
  return [
    ...named.flatMap(([path, kinds]) =>
      kinds.filter((kind) => !known.has(kind)).map((kind) => ({ path, message: `There is no kind "${kind}".` })),
    ),
    ...Object.keys(rules.kinds)
      .filter((kind) => Object.hasOwn(ACTIVITY_KINDS, kind))
      .map((kind) => ({ path: ['kinds', kind], message: `"${kind}" is a kind of every app.` })),
  ];
}

function conditionProblems(rules: FanRules): RulesProblem[] {
  const problems: RulesProblem[] = [];
  const needs = (record: object, what: string, name: string, path: Path) => {
    if (!Object.hasOwn(record, name)) problems.push({ path, message: `There is no ${what} "${name}".` });
  };
  for (const [name, { counter }] of Object.entries(rules.quests))
    needs(rules.counters, 'counter', counter, ['quests', name, 'counter']);
  for (const [name, { tiers }] of Object.entries(rules.achievements))
    for (const [tier, { when }] of tiers.entries())
      for (const [part, path] of partsOf(when, ['achievements', name, 'tiers', tier, 'when'])) {
        if ('counter' in part) needs(rules.counters, 'counter', part.counter, [...path, 'counter']);
        if ('streak' in part) needs(rules.streaks, 'streak', part.streak, [...path, 'streak']);
        if (!('within' in part)) continue;
        needs(rules.counters, 'counter', part.of.counter, [...path, 'of', 'counter']);
        const counter = rules.counters[part.of.counter];
        if (counter && 'max' in counter)
          problems.push({ path: [...path, 'of', 'counter'], message: 'The largest amount is the same in any window.' });
        if (counter && 'hours' in part.within && !('count' in counter))
          problems.push({ path: [...path, 'of', 'counter'], message: 'Within hours only a count is known.' });
      }
  return problems;
}

function orderProblems({ levels, seasons, quests }: FanRules): RulesProblem[] {
  const table = 'table' in levels ? levels.table : [];
  return [
    ...table.flatMap((xp, at) =>
      at > 0 && xp <= (table[at - 1] ?? 0)
        ? [{ path: ['levels', 'table', at], message: 'A level begins above the one before it.' }]
        : [],
    ),
    ...Object.entries(seasons).flatMap(([name, { from, to }]) =>
      from > to ? [{ path: ['seasons', name, 'to'], message: 'The season ends before it begins.' }] : [],
    ),
    ...Object.entries(quests).flatMap(([name, { since }]) =>
      mondayOf(dayNumber(since)) === dayNumber(since)
        ? []
        : [{ path: ['quests', name, 'since'], message: `${since} is no Monday.` }],
    ),
  ];
}

/** What bounds the summaries of months: see limits.ts. */
function sizeProblems(rules: FanRules): RulesProblem[] {
  const sizes: [Path, string, number, number][] = [
    [['kinds'], 'kinds', kindsOf(rules).length, MAX_KINDS],
    [['counters'], 'kinds with different subjects', coverageOf(rules).subjects.length, MAX_SUBJECT_KINDS],
    [
      ['achievements'],
      'activities in windows of hours',
      burstsOf(rules).reduce((sum, { atLeast }) => sum + atLeast, 0),
      MAX_BURST_TIMES,
    ],
    [['counters'], 'counters', Object.keys(rules.counters).length, 64],
    [['streaks'], 'streaks', Object.keys(rules.streaks).length, 8],
    [['achievements'], 'achievements', Object.keys(rules.achievements).length, 200],
    [['quests'], 'quests', Object.keys(rules.quests).length, 20],
    [['seasons'], 'seasons', Object.keys(rules.seasons).length, 50],
  ];
  return sizes
    .filter(([, , size, most]) => size > most)
    .map(([path, what, size, most]) => ({ path, message: `${size} ${what} are more than ${most}.` }));
}
