/**
 * What bounds the summary of a month, whatever a fan does. With these limits a fan who does everything on every day of ten years has summaries
 * that one document holds; see summaries.unit.spec.ts, and docs/fans.md for what is usual.
 */
export const MAX_KINDS = 24;

/** Kinds whose different subjects can be counted. */
export const MAX_SUBJECT_KINDS = 3;

/** Different subjects of one kind that a month counts: the first ones. */
export const MAX_SUBJECTS = 100;

/** Sum over all windows of hours of how many activities they ask for. */
export const MAX_BURST_TIMES = 100;
