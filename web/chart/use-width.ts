import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

const BEFORE_MEASURED = 360;

/** Width of an element in pixels: charts are drawn at their real size, so that letters stay readable on a phone. */
export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(BEFORE_MEASURED);
  useLayoutEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      // Zero while the chart is behind a tab.
      if (entry && entry.contentRect.width > 0) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
