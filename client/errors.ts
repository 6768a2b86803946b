/**
 * Stable codes of everything the client reports.
 *
 * - `permissionDenied`: the rules refuse this path to this fan. Trying again will not help.
 * - `unauthenticated`: nobody could be signed in. Anonymous sign-in may be switched off in the project.
 * - `notFound`: no such project, database or document.
 * - `invalidArgument`: the call itself is wrong, e.g. an empty match id.
 * - `resourceExhausted`: a quota is used up; try later.
 * - `unavailable`: the network or the service does not answer; try again.
 * - `refused`: a rule of the product says no; `reason` says which, e.g. `contestLocked`, and `details` what it has to say.
 * - `unknown`: everything else; `cause` has the original error.
 */
export type FanfoldErrorCode =
  | 'permissionDenied'
  | 'unauthenticated'
  | 'notFound'
  | 'invalidArgument'
  | 'resourceExhausted'
  | 'unavailable'
  | 'refused'
  | 'unknown';

export interface FanfoldErrorOptions extends ErrorOptions {
  reason?: string;
  details?: Readonly<Record<string, unknown>>;
}

export class FanfoldError extends Error {
  readonly code: FanfoldErrorCode;
  /** Stable code of the rule that refused a call; undefined when none did. */
  readonly reason: string | undefined;
  /** What the rule has to say, e.g. `problems` of a team. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: FanfoldErrorCode, message: string, options: FanfoldErrorOptions = {}) {
    super(message, options);
    this.name = 'FanfoldError';
    this.code = code;
    this.reason = options.reason;
    this.details = options.details ?? {};
  }
}

const codes: Record<string, FanfoldErrorCode> = {
  'permission-denied': 'permissionDenied',
  unauthenticated: 'unauthenticated',
  'not-found': 'notFound',
  'invalid-argument': 'invalidArgument',
  'resource-exhausted': 'resourceExhausted',
  unavailable: 'unavailable',
  'deadline-exceeded': 'unavailable',
  'auth/network-request-failed': 'unavailable',
  'auth/too-many-requests': 'resourceExhausted',
  'auth/quota-exceeded': 'resourceExhausted',
};

/** Any error as a FanfoldError, the original as its cause. */
export function toFanfoldError(error: unknown): FanfoldError {
  if (error instanceof FanfoldError) return error;
  const { code, message, details } = error as { code?: unknown; message?: unknown; details?: unknown };
  const reason = reasonOf(details);
  if (reason) {
    const refusal = details as Readonly<Record<string, unknown>>;
    // The SDK puts the HTTP status behind it, e.g. ` [400]`.
    const words = String(message).replace(/ \[\d{3}\]$/, '');
    return new FanfoldError('refused', words, { cause: error, reason, details: refusal });
  }
  return new FanfoldError(codeOf(String(code)), String(message ?? error), { cause: error });
}

/** Every refusal of a callable carries its code. */
function reasonOf(details: unknown): string | undefined {
  const code = (details as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

function codeOf(code: string): FanfoldErrorCode {
  const firebaseCode = code.replace(/^functions\//, '');
  return codes[firebaseCode] ?? (firebaseCode.startsWith('auth/') ? 'unauthenticated' : 'unknown');
}
