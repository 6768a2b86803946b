import { logger } from 'firebase-functions';
import { DIRECTORY_ALARM_BYTES, DIRECTORY_FULL_BYTES, type Directory, directoryBytes } from '../entries/directory.ts';

/** @returns bytes of a match's directory of entries that nears the size a document may have, with an alarm; or null */
export function sweepDirectory(directory: Directory, matchId: string): number | null {
  const bytes = directoryBytes(directory);
  if (bytes <= DIRECTORY_ALARM_BYTES) return null;
  const message =
    `matches/${matchId}/state/entries nears the size a document may have: ` +
    `new teams are refused (contestFull) from ${DIRECTORY_FULL_BYTES} bytes on. Open no more contests on this match`;
  logger.write({ severity: 'ALERT', message, event: 'directoryFull', matchId, bytes });
  return bytes;
}
