import { type Functions, type HttpsCallableOptions, httpsCallable } from 'firebase/functions';
import { toFanfoldError } from './errors.ts';

/** The callable of a name. It signs in first; a refusal is a FanfoldError with code `refused` and the rule as its `reason`. */
export type Call = <In, Out>(name: string, options?: HttpsCallableOptions) => (input: In) => Promise<Out>;

export function createCall(functions: Functions, ready: () => Promise<void>): Call {
  return <In, Out>(name: string, options?: HttpsCallableOptions) =>
    async (input: In): Promise<Out> => {
      try {
        await ready();
        return (await httpsCallable<In, Out>(functions, name, options)(input)).data;
      } catch (error) {
        throw toFanfoldError(error);
      }
    };
}
