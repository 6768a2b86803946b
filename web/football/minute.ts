/** `45+2'` as fans count. */
export function minuteText({ minute, stoppage }: { minute: number; stoppage?: number }): string {
  return stoppage === undefined ? `${minute}'` : `${minute}+${stoppage}'`;
}
