export { connectFanfold } from './connect.ts';
export type { ConnectOptions, Fanfold } from './connect.ts';
export { FanfoldError } from './errors.ts';
export type { FanfoldErrorCode } from './errors.ts';
export type { Board, BoardRow, OwnPlace } from './fans/board.ts';
export type { FanProfile } from './fans/documents.ts';
export type { FanDirectiveInput, FanDirectiveReceipt } from './fans/ops-calls.ts';
export type { EntryReceipt, PowerUpReceipt, SaveEntryInput } from './fantasy/calls.ts';
export type { EntryResult, Leaderboard, LiveContest, LiveEntry, LiveLeague, NamedRow } from './fantasy/documents.ts';
export type { DirectiveInput, DirectiveReceipt, DirectiveRecord } from './fantasy/ops-calls.ts';
export type { LeagueRow, LeagueTable } from './fantasy/league-table.ts';
export type { Standing, StandingEvent } from './fantasy/standing.ts';
export type { Connection, ErrorListener, Listener, Unsubscribe, Watched } from './live/watched.ts';
export type { LiveMatch, LiveMoment, LiveScorecard } from './matches.ts';
export type { CampaignInput, CampaignReceipt, NewCodes } from './rewards/campaign-calls.ts';
export type { RedeemInput } from './rewards/calls.ts';
export type {
  AuditRound,
  LedgerHealth,
  LiveCampaign,
  LiveRedemption,
  LiveReport,
  LiveStock,
  LiveWallet,
  Statement,
  StatementLine,
} from './rewards/documents.ts';
export type { LeaderboardRow } from '@fanfold/game/fantasy';
