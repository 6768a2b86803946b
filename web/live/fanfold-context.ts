import type { Fanfold } from '@fanfold/client';
import { createContext, useContext } from 'react';

export const FanfoldContext = createContext<Fanfold | null>(null);

/** The page's one connection. */
export function useFanfold(): Fanfold {
  const fanfold = useContext(FanfoldContext);
  if (!fanfold) throw new Error('useFanfold needs a FanfoldContext above it');
  return fanfold;
}
