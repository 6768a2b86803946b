import { CallError, callable } from '@fanfold/kit/calls';
import { z } from 'zod';

/** Callables for the tests of the host. */

/** Says who calls, and what was said. */
export const echo = callable(z.strictObject({ text: z.string().max(20_000) }), ({ text }, { uid }) =>
  Promise.resolve({ uid, text }),
);

export const refuse = callable(z.strictObject({}), () =>
  Promise.reject(new CallError('matchStarted', 'The match has started.', { details: { since: 3 } })),
);

export const crash = callable(z.strictObject({}), (_, { uid }) =>
  Promise.reject(new Error(`cannot write fans/${uid}`)),
);
