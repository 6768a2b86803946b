export { connectFanfold } from './connect.ts';
export type { ConnectOptions, Fanfold } from './connect.ts';
export { FanfoldError } from './errors.ts';
export type { FanfoldErrorCode } from './errors.ts';
export type { Connection, ErrorListener, Listener, Unsubscribe, Watched } from './live/watched.ts';
export type { LiveMatch, LiveMoment, LiveScorecard } from './matches.ts';
