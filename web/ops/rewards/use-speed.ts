import { useEffect, useRef, useState } from 'react';

/** What was left at a moment. */
interface Count {
  at: number;
  left: number;
}

const MINUTE = 60_000;

/** How much of a stock goes in a minute, by the last one that this page has seen. */
export function useSpeed(left: number): number {
  const counts = useRef<Count[]>([]);
  const [speed, setSpeed] = useState(0);
  useEffect(() => {
    const count = () => {
      const now = Date.now();
      counts.current = withCount(counts.current, { at: now, left });
      setSpeed(speedOf(counts.current));
    };
    count();
    const timer = setInterval(count, 5000);
    return () => clearInterval(timer);
  }, [left]);
  return speed;
}

/** Counts of the last minute, and the one before them. */
export function withCount(counts: readonly Count[], count: Count): Count[] {
  const all = [...counts, count];
  const recent = all.findLastIndex(({ at }) => at <= count.at - MINUTE);
  return all.slice(Math.max(0, recent));
}

/** Per minute. Codes that are added or come back are no sale. */
export function speedOf(counts: readonly Count[]): number {
  const [first] = counts;
  const last = counts.at(-1);
  if (!first || !last || last.at === first.at) return 0;
  const sold = counts.slice(1).reduce((sum, { left }, n) => sum + Math.max(0, (counts[n]?.left ?? left) - left), 0);
  return Math.round((sold * MINUTE) / Math.max(MINUTE, last.at - first.at));
}
