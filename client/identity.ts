import type { Auth } from 'firebase/auth';
import { toFanfoldError } from './errors.ts';

export interface Identity {
  /** Whether the signed-in one is an operator. Asks the server, since a claim may have been given after signing in; so it is for pages of ops only. */
  isOps(): Promise<boolean>;
}

export function createIdentity(auth: Auth, ready: () => Promise<void>): Identity {
  return {
    async isOps() {
      try {
        await ready();
        return (await auth.currentUser?.getIdTokenResult(true))?.claims['ops'] === true;
      } catch (error) {
        throw toFanfoldError(error);
      }
    },
  };
}
