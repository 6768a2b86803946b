import type { LiveMatch } from '@fanfold/client';

/** What stands in the browser's tab: the score first, because tabs are short. */
export function titleOf(match: Pick<LiveMatch, 'home' | 'away' | 'score'> | undefined): string {
  if (!match) return 'Fanfold';
  const side = (short: string, score: string) => [short, score].filter(Boolean).join(' ');
  const { home, away, score } = match;
  return `${side(home.short, score.home)} v ${side(away.short, score.away)} · Fanfold`;
}
