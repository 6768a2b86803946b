/** The value that a share `q` of the samples is at or below (nearest rank). NaN of no samples. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? NaN;
}

export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

/** Of figures that each block of samples gives: the median of every one. */
export function medianOfBlocks<Name extends string>(blocks: readonly Record<Name, number>[]): Record<Name, number> {
  const names = Object.keys(blocks[0] ?? {}) as Name[];
  return Object.fromEntries(names.map((name) => [name, median(blocks.map((block) => block[name]))])) as Record<
    Name,
    number
  >;
}
