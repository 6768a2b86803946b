/**
 * Stable codes of everything the client reports.
 *
 * - `permissionDenied`: the rules refuse this path to this fan. Trying again will not help.
 * - `unauthenticated`: nobody could be signed in. Anonymous sign-in may be switched off in the project.
 * - `notFound`: no such project, database or document.
 * - `invalidArgument`: the call itself is wrong, e.g. an empty match id.
 * - `resourceExhausted`: a quota is used up; try later.
 * - `unavailable`: the network or the service does not answer; try again.
 * - `unknown`: everything else; `cause` has the original error.
 */
export type FanfoldErrorCode =
  | 'permissionDenied'
  | 'unauthenticated'
  | 'notFound'
  | 'invalidArgument'
  | 'resourceExhausted'
  | 'unavailable'
  | 'unknown';

export class FanfoldError extends Error {
  readonly code: FanfoldErrorCode;

  constructor(code: FanfoldErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FanfoldError';
    this.code = code;
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
  const { code, message } = error as { code?: unknown; message?: unknown };
  return new FanfoldError(codeOf(String(code)), String(message ?? error), { cause: error });
}

function codeOf(firebaseCode: string): FanfoldErrorCode {
  return codes[firebaseCode] ?? (firebaseCode.startsWith('auth/') ? 'unauthenticated' : 'unknown');
}
