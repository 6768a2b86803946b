import { defineInt, defineString } from 'firebase-functions/params';

// Their values, and what each is for, are in functions/.env: one file for all codebases, so that what must be equal is said once.

export const region = defineString('REGION');

export const changesEpoch = defineInt('CHANGES_EPOCH');

export const liveCommitsPerSecond = defineInt('LIVE_COMMITS_PER_SECOND');

export const quietCommitSeconds = defineInt('QUIET_COMMIT_SECONDS');

export const minInstances = defineInt('MIN_INSTANCES');
