import { useEffect, useState } from 'react';
import { useFanfold } from '../live/fanfold-context.ts';

/** The server's time, every second, ms. */
export function useNow(): number {
  const fanfold = useFanfold();
  const [now, setNow] = useState(() => fanfold.now().getTime());
  useEffect(() => {
    const timer = setInterval(() => setNow(fanfold.now().getTime()), 1000);
    return () => clearInterval(timer);
  }, [fanfold]);
  return now;
}
