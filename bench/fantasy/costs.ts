/** Fans who look at their points during the match. */
export const ONLINE = 40_000;
/** Of them, at the leaderboard. */
const AT_LEADERBOARD = 0.1;

/** List prices of Firestore in us-central1 and of egress to the internet, US dollars. https://cloud.google.com/firestore/pricing */
const PER_READ = 0.03 / 100_000;
const PER_WRITE = 0.09 / 100_000;
const PER_GIGABYTE = 0.12;

export interface MatchSize {
  events: number;
  writesPerEvent: number;
  /** Events that bring others onto the leaderboard: its names are written, and sent to those who watch it. */
  namingsPerEvent: number;
  /** Mean over the match. */
  standingsBytes: number;
  leaderboardBytes: number;
  namesBytes: number;
}

/** What a whole match costs with this many fans listening: reads are documents that listeners are sent. */
export function costOfMatch(size: MatchSize) {
  const { events, writesPerEvent, namingsPerEvent, standingsBytes, leaderboardBytes, namesBytes } = size;
  const boards = ONLINE * AT_LEADERBOARD;
  const reads = events * (ONLINE + boards * (1 + namingsPerEvent));
  const boardBytes = leaderboardBytes + namingsPerEvent * namesBytes;
  const gigabytes = (events * (ONLINE * standingsBytes + boards * boardBytes)) / 1e9;
  const writes = events * (writesPerEvent + namingsPerEvent);
  const dollars = reads * PER_READ + writes * PER_WRITE + gigabytes * PER_GIGABYTE;
  return { readsPerMatch: reads, gigabytesPerMatch: gigabytes, dollarsPerMatch: dollars };
}
