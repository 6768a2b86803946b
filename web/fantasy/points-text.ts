/** Hundredths of a point as printed: `1,204`, `12.5`, `-3`. */
export function pointsText(points: number): string {
  return (points / 100).toLocaleString('en', { maximumFractionDigits: 2 });
}

/** With a sign, for what something gave: `+8`, `-2`. */
export function gainText(points: number): string {
  return points > 0 ? `+${pointsText(points)}` : pointsText(points);
}

/** `1`, `12,431`. */
export function countText(count: number): string {
  return count.toLocaleString('en');
}

/** What share of the field is no better, as fans say it: `top 13 %`; at least 1. */
export function topShare(rank: number, of: number): string {
  return `top ${Math.max(1, Math.ceil((100 * rank) / Math.max(1, of)))} %`;
}

/** Tenths of a credit: `8.5`. */
export function creditsText(tenths: number): string {
  return (tenths / 10).toFixed(1);
}

/** `2x`, `1.5x`; nothing for 1. */
export function timesText(multiplier: number): string {
  return multiplier === 1 ? '' : `${multiplier}x`;
}

/** A league's code in two halves, which people read to each other more easily. */
export function codeText(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}
