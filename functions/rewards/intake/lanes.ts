import { shardOf } from '@fanfold/kit/ops';

/** Commits of one message that are under way at once. */
const LANES = 4;

/**
 * The lane of a fan: what one message has for the fans of a lane is one commit, up to the limits of the inbox. One for each fan would be a hundred
 * times as many.
 */
export function laneOf({ uid }: { uid: string | null }): string {
  return String(shardOf(uid ?? '', LANES));
}
