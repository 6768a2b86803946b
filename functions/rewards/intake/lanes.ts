import { createHash } from 'node:crypto';

/** Commits of one message that are under way at once. */
const LANES = 4;

/**
 * The lane of a fan: what one message has for the fans of a lane is one commit, up to the limits of the inbox. One for each fan would be a hundred
 * times as many.
 */
export function laneOf({ uid }: { uid: string | null }): string {
  return String(
    createHash('sha256')
      .update(uid ?? '')
      .digest()
      .readUInt8() % LANES,
  );
}
