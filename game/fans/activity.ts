/** Something that a fan did or reached. */
export interface Activity {
  /** Names the fact: it counts once for ever. Any text, up to `MAX_TEXT_LENGTH`; so is a subject. */
  id: string;
  /** One of the built-in kinds or the app's own. A kind that the rules do not know is kept and counts nothing. */
  kind: string;
  /** When it happened: epoch, in whole ms. */
  at: number;
  /** A whole number, 0 when absent: points, goals, minutes. */
  amount?: number;
  /** What it was about: a match, a question, a fan. */
  subject?: string;
}

/** What has become of an activity. Of two changes of one id the one with the higher version counts, in whatever order they come. */
export interface ActivityChange {
  id: string;
  /** Text that sorts in the order of changes; of what never changes, any constant. */
  version: string;
  /** null: it was undone. */
  activity: Activity | null;
}

/** That of an idempotency key. */
export const MAX_TEXT_LENGTH = 400;

const MAX_KIND_LENGTH = 64;

/** Beyond, sums of a fan's life would not be exact. */
export const MAX_ACTIVITY_AMOUNT = 1_000_000_000;

const EARLIEST = Date.parse('2000-01-01T00:00:00Z');
const LATEST = Date.parse('2100-01-01T00:00:00Z');
const KIND = /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)?$/;

/** Whether a text can be a kind: `watched`, or `fantasy.hundredPoints`. */
export function isKindName(kind: string): boolean {
  return kind.length <= MAX_KIND_LENGTH && KIND.test(kind);
}

export type ActivityProblem = 'badId' | 'badVersion' | 'badKind' | 'badTime' | 'badAmount' | 'badSubject';

/** Why a change cannot be kept; null: it can. */
export function activityProblem({ id, version, activity }: ActivityChange): ActivityProblem | null {
  if (!isText(id)) return 'badId';
  if (!isText(version)) return 'badVersion';
  if (!activity) return null;
  const { kind, at, amount = 0, subject } = activity;
  if (activity.id !== id) return 'badId';
  if (!isKindName(kind)) return 'badKind';
  if (!Number.isSafeInteger(at) || at < EARLIEST || at >= LATEST) return 'badTime';
  if (!Number.isSafeInteger(amount) || Math.abs(amount) > MAX_ACTIVITY_AMOUNT) return 'badAmount';
  return subject === undefined || isText(subject) ? null : 'badSubject';
}

function isText(text: string): boolean {
  return text.length > 0 && text.length <= MAX_TEXT_LENGTH;
}
