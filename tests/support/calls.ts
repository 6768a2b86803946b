import assert from 'node:assert/strict';
import { type CallableFunction, type CallableRequest, HttpsError } from 'firebase-functions/https';

/** A fan's call; `uid` is what their ID token says, undefined without one. A text is sent as it is, anything else as JSON. */
export type Call<Out> = (uid: string | undefined, input: unknown) => Promise<Out>;

/** Whose ID token has the claim `ops`. */
export const OPS = 'ops';

/** Calls a callable, all of its path but HTTP. */
export function callOf<Out>(called: CallableFunction<unknown, Promise<Out>>): Call<Out> {
  return async (uid, input) => {
    const body = typeof input === 'string' ? input : JSON.stringify(input);
    const request = {
      data: JSON.parse(body) as unknown,
      rawRequest: { rawBody: Buffer.from(body) },
      ...(uid !== undefined && { auth: { uid, token: { ops: uid === OPS } } }),
    };
    return called.run(request as unknown as CallableRequest<unknown>);
  };
}

/** How a call ended: with an answer, or with the code of a refusal. */
export type Outcome<Out> = { answer: Out } | { code: string; details: Record<string, unknown> };

/** @throws what is no refusal */
export async function outcomeOf<Out>(call: Promise<Out>): Promise<Outcome<Out>> {
  try {
    return { answer: await call };
  } catch (error) {
    if (!(error instanceof HttpsError) || error.code === 'internal') throw error;
    const details = error.details as Record<string, unknown>;
    return { code: String(details['code']), details };
  }
}

/** Fails unless the call is refused with this code. @returns what else the refusal says */
export async function assertRefused(call: Promise<unknown>, code: string): Promise<Record<string, unknown>> {
  const outcome = await outcomeOf(call);
  if (!('code' in outcome)) assert.fail(`answered where ${code} was to be expected`);
  assert.equal(outcome.code, code);
  return outcome.details;
}

export function answersOf<Out>(outcomes: readonly Outcome<Out>[]): Out[] {
  return outcomes.flatMap((outcome) => ('answer' in outcome ? [outcome.answer] : []));
}

export function codesOf(outcomes: readonly Outcome<unknown>[]): string[] {
  return outcomes.flatMap((outcome) => ('code' in outcome ? [outcome.code] : []));
}
