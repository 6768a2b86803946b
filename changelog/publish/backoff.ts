/** Wait before the next attempt, ms: doubles up to `maxMs`, and is random in its upper half so that many do not come back at once. */
export function backoff(attempt: number, minMs: number, maxMs: number): number {
  const ceiling = Math.min(maxMs, minMs * 2 ** attempt);
  return ceiling / 2 + (Math.random() * ceiling) / 2;
}
