import { FanfoldError } from '@fanfold/client';
import type { Problem } from '@fanfold/game/fantasy';
import { adviceOn } from '../live/advice.ts';

const WORDS: Readonly<Record<string, string>> = {
  contestLocked: 'The match has begun: teams can no longer be changed.',
  staleRevision:
    'Your team was changed elsewhere, perhaps on another device. It is shown now as it stands; change it again if you like.',
  tooManyEntries: 'You have as many teams as this contest allows.',
  contestNotLive: 'Power-ups are for while the match is on.',
  powerUpUsed: 'You have used this power-up already.',
  leagueNotFound: 'No league has this code. Check it with whoever sent it.',
  leagueFull: 'This league is full.',
  tooManyLeagues: 'You are in as many leagues as a fan may be. Leave one first.',
};

/** Why a call did not work, in a fan's words, with what to do. */
export function refusalText(error: unknown): string {
  if (!(error instanceof FanfoldError)) return String(error);
  if (error.reason === 'invalidTeam') {
    const problems = error.details['problems'] as readonly Problem[];
    return problems.map(({ message }) => message).join(' ');
  }
  if (error.reason === 'tooManyRequests') return `Too many tries. ${error.message}`;
  const words = WORDS[error.reason ?? ''];
  if (words) return words;
  if (error.reason) return error.message;
  const { what, todo } = adviceOn(error.code);
  return `${what} ${todo}`;
}
