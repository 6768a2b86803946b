/** XP boards: of a week, a season and for all time; of everybody, a country or a team. */
export { type BoardGroup, boardId, groupsOf } from './board-id.ts';
export { type BoardPeriod, type ShownXp, openPeriods, periodOf, xpIn } from './periods.ts';
