/** How often the commits of one scope may follow each other. */
export interface Pace {
  /** Commits a second at most; 0 does not wait. */
  liveCommitsPerSecond: number;
  /** How long changes that no fan cares about may linger for more, seconds; 0 does not wait. */
  quietCommitSeconds: number;
}
