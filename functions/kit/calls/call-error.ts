import type { FunctionsErrorCode } from 'firebase-functions/https';

/** Stable codes that calls of every service may be refused with; each service lists its own beside its calls. */
export type KitCallCode =
  /** Nobody is signed in. */
  | 'signInRequired'
  /** The caller lacks the claim `ops`. */
  | 'opsRequired'
  /** The call takes an App Check token of limited use, and this one was used before; get another one. */
  | 'appCheckTokenUsed'
  /** The body is larger than `maxBytes`. */
  | 'inputTooLarge'
  /** The input is not what the call takes; `problems: {path, message, code?}[]` names each place; see TextProblem. */
  | 'invalidInput'
  /** The fan calls too often; `retryAfterSeconds` says when to come again. */
  | 'tooManyRequests'
  /** Others change the same thing at this moment. Nothing was changed; call again. */
  | 'tryAgain'
  /** This idempotency key was used with another body, which counts. A new action needs a new key. */
  | 'idempotencyConflict';

/** A rule of the product refuses a call: the caller gets the code, the message and the details. */
export class CallError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly status: FunctionsErrorCode;
  readonly details: object;

  constructor(code: Code, message: string, options: { status?: FunctionsErrorCode; details?: object } = {}) {
    super(message);
    this.name = 'CallError';
    this.code = code;
    this.status = options.status ?? 'failed-precondition';
    this.details = options.details ?? {};
  }
}

export class KitCallError extends CallError<KitCallCode> {}
