import { logger } from 'firebase-functions';
import {
  type CallableFunction,
  type CallableOptions,
  type CallableRequest,
  type FunctionsErrorCode,
  HttpsError,
  onCall,
} from 'firebase-functions/https';
import type { z } from 'zod';
import { callOptions } from '../ops/options.ts';

/** A call reads and writes a few documents and holds nothing between two calls. */
const NEEDS = { memory: '256MiB', timeoutSeconds: 60, concurrency: 80 } as const;

/** The largest body of a call, in bytes. */
const MAX_BYTES = 16 * 1024;

export interface Caller {
  uid: string;
  /** Has the claim `ops`: one of those who run the app. */
  ops: boolean;
}

/** A rule of the product refuses a call: the caller gets the code, the message and the details. */
export class CallError extends Error {
  readonly code: string;
  readonly status: FunctionsErrorCode;
  readonly details: object;

  constructor(code: string, message: string, options: { status?: FunctionsErrorCode; details?: object } = {}) {
    super(message);
    this.name = 'CallError';
    this.code = code;
    this.status = options.status ?? 'failed-precondition';
    this.details = options.details ?? {};
  }
}

/**
 * A function that apps call, for signed-in fans only. Fails with an HttpsError whose `details.code` is stable:
 * `inputTooLarge` (16 KiB), `signInRequired`, `invalidInput` (with `problems: {path, message}[]`), or that of the handler's CallError, with its
 * details. Any other error is logged, and is `internal` to the caller.
 *
 * @param schema of the input; `z.strictObject`, so that a misspelt field is refused and not dropped
 */
export function callable<In, Out>(
  schema: z.ZodType<In>,
  handler: (input: In, caller: Caller) => Promise<Out>,
  options: Pick<CallableOptions, 'minInstances' | 'maxInstances'> = {},
): CallableFunction<unknown, Promise<Out>> {
  const called = callOptions({ ...NEEDS, ...options });
  return onCall({ ...called, enforceAppCheck: !isAuthEmulated() }, async (request) => {
    const { input, caller } = admit(schema, request);
    try {
      return await handler(input, caller);
    } catch (error) {
      throw answerTo(error, caller);
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

function admit<In>(schema: z.ZodType<In>, request: CallableRequest<unknown>): { input: In; caller: Caller } {
  if (request.rawRequest.rawBody.length > MAX_BYTES)
    throw new HttpsError('invalid-argument', 'The input is too large.', { code: 'inputTooLarge', maxBytes: MAX_BYTES });
  if (!request.auth) throw new HttpsError('unauthenticated', 'Sign in first.', { code: 'signInRequired' });
  const parsed = schema.safeParse(request.data);
  if (parsed.success) return { input: parsed.data, caller: callerOf(request.auth) };
  const problems = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new HttpsError('invalid-argument', 'The input is not valid.', { code: 'invalidInput', problems });
}

function callerOf({ uid, token }: NonNullable<CallableRequest['auth']>): Caller {
  return { uid, ops: token['ops'] === true };
}

function answerTo(error: unknown, { uid }: Caller): HttpsError {
  if (error instanceof CallError) {
    const { status, message, code, details } = error;
    return new HttpsError(status, message, { ...details, code });
  }
  // The message of a Firestore error names the document, and so the fan.
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  logger.write({ severity: 'ERROR', message: text.replaceAll(uid, '{uid}'), event: 'callFailed' });
  return new HttpsError('internal', 'Something went wrong.');
}
