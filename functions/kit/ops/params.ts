import { defineInt } from 'firebase-functions/params';

/** Epoch of changes whose envelope carries none (Debezium Server). Raise it to the current UTC second when the server's binlog starts anew. */
export const changesEpoch = defineInt('CHANGES_EPOCH', { default: 0 });

/** Commits a second at most, per match; 0: every change at once. */
export const liveCommitsPerSecond = defineInt('LIVE_COMMITS_PER_SECOND', { default: 1 });

/** How long clocks and possession may wait for company, seconds; 0: not at all. */
export const quietCommitSeconds = defineInt('QUIET_COMMIT_SECONDS', { default: 5 });

/** Instances that stay warm per live function. 0 costs nothing between matches, and a cold start at the first ball. */
export const minInstances = defineInt('MIN_INSTANCES', { default: 1 });
