/** Fans: what they are called, and what their activities come to. */
export * from './activity.ts';
export {
  type ActivityRow,
  type FanMonth,
  MAX_MONTH_BYTES,
  type MonthChange,
  applyToMonth,
  emptyMonth,
} from './apply-to-month.ts';
export { type Badge, badgesOf } from './badges.ts';
export { type CoinGrant, coinGrants } from './coin-grants.ts';
export type { Condition } from './condition.ts';
export { type DayMarks, type Mark, daysMarked } from './day-marks.ts';
export { DEFAULT_RULES } from './default-rules.ts';
export { type FanEvent, decide } from './decide.ts';
export { FanCalendar } from './fan-calendar.ts';
export { ACTIVITY_KINDS, REPORTED_KINDS } from './kinds.ts';
export { maskedName } from './masked-name.ts';
export { type Month, type RowChange, changesByMonth, monthOf, monthStart } from './months.ts';
export { decodeMonth, encodeMonth } from './pack-month.ts';
export { type Summaries, decodeSummaries, encodeSummaries } from './pack-summaries.ts';
export { NewerFormatError } from '../packing/bytes.ts';
export { nextFoldAt } from './next-fold-at.ts';
export { type Profile, foldMonths } from './profile.ts';
export type { QuestProgress } from './quests.ts';
export { type Retroactive, monthsToRead, retroactive } from './retroactive.ts';
export { rulesChangeProblems } from './rules-change.ts';
export { type Counter, type FanRules, type FanRulesInput, type RulesProblem, rulesSchema } from './rules.ts';
export type { Streak } from './streaks.ts';
export { type MonthSummary, summaryOfMonth } from './summary.ts';
export { levelOf, levelStart } from './xp.ts';
export * from './zones.ts';
