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
  /** Mean over the match. */
  standingsBytes: number;
  leaderboardBytes: number;
}

/** What a whole match costs with this many fans listening: reads are documents that listeners are sent. */
export function costOfMatch({ events, writesPerEvent, standingsBytes, leaderboardBytes }: MatchSize) {
  const boards = ONLINE * AT_LEADERBOARD;
  const reads = events * (ONLINE + boards);
  const gigabytes = (events * (ONLINE * standingsBytes + boards * leaderboardBytes)) / 1e9;
  const dollars = reads * PER_READ + events * writesPerEvent * PER_WRITE + gigabytes * PER_GIGABYTE;
  return { readsPerMatch: reads, gigabytesPerMatch: gigabytes, dollarsPerMatch: dollars };
}
