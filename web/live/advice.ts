import type { FanfoldErrorCode } from '@fanfold/client';

export interface Advice {
  what: string;
  /** What the fan can do about it. */
  todo: string;
}

/** A failure in a fan's words. */
export function adviceOn(code: FanfoldErrorCode): Advice {
  switch (code) {
    case 'unavailable':
      return { what: 'The server cannot be reached.', todo: 'Check your connection. We keep trying.' };
    case 'resourceExhausted':
      return { what: 'Too many fans at once.', todo: 'Leave this page open. We keep trying, more slowly.' };
    case 'unauthenticated':
      return {
        what: 'You could not be signed in.',
        todo: 'Allow this site to keep data, then try again. If it stays so, anonymous sign-in is switched off in the project.',
      };
    case 'permissionDenied':
      return { what: 'You may not see this.', todo: 'Go back to the matches, or sign in as somebody who may.' };
    case 'notFound':
      return { what: 'There is no such project or database.', todo: 'Check the project id this page was built with.' };
    case 'invalidArgument':
      return { what: 'This address is wrong.', todo: 'Go back to the matches and choose one there.' };
    case 'refused':
      return { what: 'That is not possible now.', todo: 'Look at what has changed, then try again.' };
    case 'unknown':
      return { what: 'Something went wrong.', todo: 'We keep trying. If it stays so, load the page again.' };
  }
}

const LONGEST_DELAY_MS = 15_000;

/** How long to wait before watching again after the `failures`th failure in a row (from 1); null where waiting does not help. */
export function retryDelayMs(code: FanfoldErrorCode, failures: number): number | null {
  if (code !== 'unavailable' && code !== 'resourceExhausted' && code !== 'unknown') return null;
  return Math.min(LONGEST_DELAY_MS, 1000 * 2 ** (failures - 1));
}
