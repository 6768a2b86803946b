import { FanfoldError, type FanfoldErrorCode } from '@fanfold/client';
import { type LineProblem, lineProblemsText } from './line-problems.ts';

const REFUSALS: Readonly<Record<string, string>> = {
  contestNotFound: 'This contest is no more. Go back to the match.',
  contestLocked: 'The match has begun: teams can no longer be changed.',
  staleRevision:
    'Your team was changed elsewhere, perhaps on another device. It is shown now as it stands; change it again if you like.',
  contestFull: 'This contest takes no more teams.',
  tooManyEntries: 'You have as many teams as this contest allows.',
  fanErased: 'Your account was removed. It takes part no more.',
  tryAgain: 'Many fans are at it right now. Nothing was changed; try again in a moment.',
  contestNotLive: 'Power-ups are for while the match is on.',
  noEntry: 'You have no team in this contest.',
  playerNotPicked: 'This player is not in your team. Choose one who is.',
  scoresLate: 'The scores are late, or being corrected. Power-ups can be used again with the next ones.',
  powerUpUsed: 'You have used this power-up already.',
  leagueNotFound: 'No league has this code. Check it with the fan who sent it.',
  leagueFull: 'This league is full.',
  badTerms:
    'These times make no sense: it has to close after it opens and after now, and codes may not end before it closes.',
  campaignNotFound: 'This coupon is no more.',
  priceChanged: 'The price has just changed: look at the new one.',
  notOnOffer: 'This coupon cannot be redeemed right now.',
  redemptionNotFound: 'There is no such coupon.',
  notFulfilled: 'This coupon has no code.',
  tooManyLeagues: 'You are in as many leagues as a fan may be. Leave one first.',
};

const FAILURES: Partial<Record<FanfoldErrorCode, string>> = {
  unavailable: 'The server cannot be reached. Check your connection, then try again.',
  resourceExhausted: 'Too many fans at once. Try again in a minute.',
  unauthenticated: 'You could not be signed in. Allow this site to keep data, then try again.',
};

/** Why a call did not work, in a fan's words, with what to do. */
export function refusalText(error: unknown): string {
  if (!(error instanceof FanfoldError)) return String(error);
  const { reason, code, message, details } = error;
  switch (reason) {
    case undefined:
      return FAILURES[code] ?? 'Something went wrong. Try again.';
    case 'invalidTeam':
      return (details['problems'] as readonly { message: string }[]).map((problem) => problem.message).join(' ');
    case 'invalidInput':
      return (details['problems'] as readonly { path: string; message: string }[])
        .map((problem) => `${problem.path}: ${problem.message}.`)
        .join(' ');
    case 'fileRefused':
      return lineProblemsText(details['problems'] as readonly LineProblem[], Number(details['total']));
    case 'notEligible':
      return `This coupon is not for everybody. ${(details['conditions'] as readonly string[]).map(conditionText).join(' ')}`;
    case 'tooManyRequests':
      return `Too many tries. ${message}`;
    default:
      return REFUSALS[reason] ?? message;
  }
}

const CONDITIONS: Readonly<Record<string, string>> = {
  level: 'You need a higher level.',
  achievement: 'You need an achievement for it.',
  segments: 'It is for some fans only.',
  regions: 'It is not for your region.',
  ageConfirmed: 'Your age has to be confirmed first.',
};

function conditionText(condition: string): string {
  return CONDITIONS[condition] ?? '';
}
