/** Maps values from 0 to `max` onto `length` pixels. */
export function scaleTo(max: number, length: number): (value: number) => number {
  return (value) => (max > 0 ? (value / max) * length : 0);
}

/** Round steps from 0 up to at least `max`, about `count` of them. */
export function ticks(max: number, count: number): number[] {
  if (max <= 0) return [0];
  const rough = max / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const steps = Math.ceil(max / step - 1e-9);
  return Array.from({ length: steps + 1 }, (_, n) => Number((n * step).toPrecision(6)));
}
