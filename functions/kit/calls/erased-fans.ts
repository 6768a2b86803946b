/**
 * Where service `fans` leaves a tombstone of a fan who is erased: every other service takes nothing of theirs any more, and deletes what it keeps of
 * them. Read in the transaction that writes something of a fan's, it lets nothing through after it.
 */
export function erasedFanPath(uid: string): string {
  return `erasedFans/${uid}`;
}
