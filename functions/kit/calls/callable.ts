import { logger } from 'firebase-functions';
import {
  type CallableFunction,
  type CallableOptions,
  type CallableRequest,
  HttpsError,
  onCall,
} from 'firebase-functions/https';
import type { z } from 'zod';
import { type Needs, callOptions } from '../ops/options.ts';
import { isWellFormed } from '../ops/storable.ts';
import { CallError, KitCallError } from './call-error.ts';

/** A call reads and writes a few documents and holds nothing between two calls. */
const NEEDS = { memory: '256MiB', timeoutSeconds: 60, concurrency: 80 } as const;

/** The largest body of most calls, in bytes. */
const MAX_BYTES = 16 * 1024;

export interface Caller {
  uid: string;
  /** Has the claim `ops`: one of those who run the app. */
  ops: boolean;
  /** What the ID token says of the caller: its own fields, and the claims that the app has given them. */
  token: Readonly<Record<string, unknown>>;
}

/** What a call needs that is not as most are. */
export interface CallNeeds
  extends Partial<Needs>, Pick<CallableOptions, 'concurrency' | 'minInstances' | 'maxInstances' | 'secrets'> {
  /** The largest body, in bytes. */
  maxBytes?: number;
  /** Whether an App Check token is good for one call only. It costs a request to App Check: for calls that are rare and worth stealing. */
  consumeAppCheckToken?: boolean;
}

/**
 * A function that apps call, for signed-in fans only. Fails with an HttpsError whose `details.code` is stable: see KitCallCode, or that of the
 * handler's CallError, with its details. Any other error is logged, and is `internal` to the caller.
 *
 * @param schema of the input; `z.strictObject`, so that a misspelt field is refused and not dropped
 */
export function callable<In, Out>(
  schema: z.ZodType<In>,
  handler: (input: In, caller: Caller) => Promise<Out>,
  { maxBytes = MAX_BYTES, ...options }: CallNeeds = {},
): CallableFunction<unknown, Promise<Out>> {
  const called = callOptions({ ...NEEDS, ...options });
  return onCall({ ...called, enforceAppCheck: !isAuthEmulated() }, async (request) => {
    try {
      const { input, caller } = admit(schema, request, maxBytes);
      return await handler(input, caller);
    } catch (error) {
      throw answerTo(error, request.auth?.uid ?? '');
    }
  });
}

/**
 * App Check has no emulator. Where this variable is set, ID tokens are taken unsigned, so that nothing more is lost by doing without; and
 * `firebase deploy` refuses variables whose name begins so.
 */
function isAuthEmulated(): boolean {
  return Boolean(process.env['FIREBASE_AUTH_EMULATOR_HOST']);
}

function admit<In>(
  schema: z.ZodType<In>,
  request: CallableRequest<unknown>,
  maxBytes: number,
): { input: In; caller: Caller } {
  if (request.rawRequest.rawBody.length > maxBytes) {
    const options = { status: 'invalid-argument', details: { maxBytes } } as const;
    throw new KitCallError('inputTooLarge', 'The input is too large.', options);
  }
  // The SDK consumes the token and leaves it to us to refuse a consumed one.
  if (request.app?.alreadyConsumed)
    throw new KitCallError('appCheckTokenUsed', 'This App Check token was used before.', { status: 'unauthenticated' });
  if (!request.auth) throw new KitCallError('signInRequired', 'Sign in first.', { status: 'unauthenticated' });
  const parsed = schema.safeParse(request.data);
  const problems = parsed.success ? illFormedTexts(parsed.data) : parsed.error.issues.map(problemOf);
  if (parsed.success && problems.length === 0) return { input: parsed.data, caller: callerOf(request.auth) };
  throw new KitCallError('invalidInput', 'The input is not valid.', {
    status: 'invalid-argument',
    details: { problems },
  });
}

interface InputProblem {
  path: string;
  message: string;
  code?: string;
}

/** Texts with half a character, which UTF-8 has no bytes for, wherever they are in an input: Firestore can neither keep nor look for them. */
function illFormedTexts(value: unknown, path: readonly string[] = []): InputProblem[] {
  if (typeof value === 'string')
    return isWellFormed(value) ? [] : [{ path: path.join('.'), message: 'has half a character' }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [
    ...illFormedTexts(name, path),
    ...illFormedTexts(part, [...path, name]),
  ]);
}

/** With the code that a schema of ours gives: `params: { code }`. */
function problemOf(issue: z.core.$ZodIssue): InputProblem {
  const { path, message } = issue;
  const code: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  return { path: path.join('.'), message, ...(typeof code === 'string' && { code }) };
}

function callerOf({ uid, token }: NonNullable<CallableRequest['auth']>): Caller {
  return { uid, ops: token['ops'] === true, token };
}

/** @throws CallError opsRequired */
export function assertOps({ ops }: Caller): void {
  if (!ops) throw new KitCallError('opsRequired', 'This is for operators only.', { status: 'permission-denied' });
}

function answerTo(error: unknown, uid: string): HttpsError {
  if (error instanceof CallError) {
    const { status, message, code, details } = error;
    return new HttpsError(status, message, { ...details, code });
  }
  // The message of a Firestore error names the document, and so the fan.
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  logger.write({ severity: 'ERROR', message: text.replaceAll(uid, '{uid}'), event: 'callFailed' });
  return new HttpsError('internal', 'Something went wrong.');
}
