export { connectFanfold } from './connect.ts';
export type { ConnectOptions, Fanfold } from './connect.ts';
export { FanfoldError } from './errors.ts';
export type { FanfoldErrorCode } from './errors.ts';
export type { EntryReceipt, PowerUpReceipt, SaveEntryInput } from './fantasy/calls.ts';
export type {
  EntryResult,
  Leaderboard,
  LeaderboardRow,
  LiveContest,
  LiveEntry,
  LiveLeague,
} from './fantasy/documents.ts';
export type { LeagueRow, LeagueTable } from './fantasy/league-table.ts';
export type { Standing, StandingEvent } from './fantasy/standing.ts';
export type { Connection, ErrorListener, Listener, Unsubscribe, Watched } from './live/watched.ts';
export type { LiveMatch, LiveMoment, LiveScorecard } from './matches.ts';
