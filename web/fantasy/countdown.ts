const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long there is time yet, in two units at most: `2 days`, `3 h 12 min`, `44:05`; empty when it is over. */
export function countdownText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 0) return '';
  if (seconds >= 2 * DAY) return `${Math.floor(seconds / DAY)} days`;
  const minutes = Math.floor(seconds / MINUTE);
  if (seconds >= HOUR) return `${Math.floor(seconds / HOUR)} h ${minutes % 60} min`;
  return `${minutes}:${String(seconds % MINUTE).padStart(2, '0')}`;
}
