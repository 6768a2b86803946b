import { counterValues } from './counter-values.ts';
import { type DayNumber, dayNumber, mondayOf } from './day.ts';
import { type DayMarks, type Mark, marksOf } from './day-marks.ts';
import type { History } from './history.ts';
import type { FanRules } from './rules.ts';

/** A quest in the week of a day, and in those before it. */
export interface QuestProgress {
  /** Its counter this week. */
  value: number;
  /** Weeks of the last 53 in which it was done. */
  weeks: DayMarks;
}

export interface QuestFold {
  progress: QuestProgress;
  /** Days on which it was done, one a week at most. */
  doneOn: DayNumber[];
}

export function foldQuest(history: History, rules: FanRules, id: string, on: DayNumber): QuestFold {
  const quest = rules.quests[id];
  const counter = quest && rules.counters[quest.counter];
  const values = counter ? counterValues(history, counter, mondayOf) : [];
  const since = quest ? dayNumber(quest.since) : Infinity;
  const doneIn = new Map<DayNumber, DayNumber>();
  for (const [at, day] of history.days.entries()) {
    const week = mondayOf(day);
    if (!quest || day < since || (values[at] ?? 0) < quest.atLeast || doneIn.has(week)) continue;
    doneIn.set(week, day);
  }
  const thisWeek = history.days.findLastIndex((day) => day <= on && mondayOf(day) === mondayOf(on));
  const marks = new Map([...doneIn.keys()].map((week): [DayNumber, Mark] => [week, 'active']));
  return {
    progress: { value: values[thisWeek] ?? 0, weeks: marksOf(marks, mondayOf(on), 7) },
    doneOn: [...doneIn.values()],
  };
}
