/**
 * Stable codes of what can go wrong in a service; the comment is the operator's manual.
 */
export type KitErrorCode =
  /** A newer release has written this state. This instance refuses to touch it: roll forward, or go back for good by `npm run rebuild -- --match M`. */
  | 'stateNewerThanCode'
  /** The state document cannot be decoded. `npm run rebuild -- --match M` makes it anew: the rows are in MySQL. Do not delete it: its `rev` must go on. */
  | 'stateUnreadable'
  /** A message did not get its commit within the in-process time; Pub/Sub will redeliver it. Look for contention or an outage of Firestore. */
  | 'commitTimedOut'
  /** A scope has more rows than its state document holds; an alarm came at 700 KB. No row is at fault: they come again until there is room. */
  | 'stateFull'
  /** A topic that is published to does not exist. `npm run deploy` creates all topics, and so does `npm start`; a new one belongs in TOPICS. */
  | 'topicMissing';

export class KitError extends Error {
  readonly code: KitErrorCode;

  constructor(code: KitErrorCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options);
    this.name = 'KitError';
    this.code = code;
  }
}

/**
 * Something that no instance can ever commit. Its code is that of the dead letter which the rows that cause it become.
 */
export class InputFault extends Error {
  readonly code: 'cannotFold' | 'cannotBeStored';

  constructor(code: InputFault['code'], cause: unknown) {
    super(`${code}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'InputFault';
    this.code = code;
  }
}

/** @throws InputFault cannotFold, when the work throws anything: the rules of a game, or what packs their result, cannot take such input */
export function foldOrFault<T>(fold: () => T): T {
  try {
    return fold();
  } catch (cause) {
    throw new InputFault('cannotFold', cause);
  }
}

/** gRPC status of a Firestore or Pub/Sub error, if it is one. */
export function grpcCode(error: unknown): number | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'number' ? code : undefined;
}

/** https://grpc.io/docs/guides/status-codes/ */
export const Grpc = {
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  internal: 13,
  unavailable: 14,
} as const;

const FENCED: readonly number[] = [Grpc.notFound, Grpc.alreadyExists, Grpc.failedPrecondition];
const TRANSIENT: readonly number[] = [
  Grpc.unknown,
  Grpc.deadlineExceeded,
  Grpc.resourceExhausted,
  Grpc.aborted,
  Grpc.internal,
  Grpc.unavailable,
];

/** Another instance has committed since we read, or we meet our own commit after an internal retry: read again and fold again. */
export function isWriteConflict(error: unknown): boolean {
  return FENCED.includes(grpcCode(error) ?? -1);
}

export function isTransient(error: unknown): boolean {
  return TRANSIENT.includes(grpcCode(error) ?? -1) || isTransactionLost(error);
}

/**
 * The transaction is gone, since it waited too long for what others had locked; nothing is wrong with what it was to write. Firestore has the
 * same code for this as for values that it refuses, and the emulator other words.
 */
export function isTransactionLost(error: unknown): boolean {
  if (grpcCode(error) !== Grpc.invalidArgument || !(error instanceof Error)) return false;
  return /transaction (has expired|is invalid or closed)|no longer valid/i.test(error.message);
}

/** The state of a scope cannot be read by this release, and will not be until somebody does something about it. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof KitError && ['stateUnreadable', 'stateNewerThanCode'].includes(error.code);
}

/** Whether Firestore can never take what it was given, whatever it holds. */
export function isRefusedForGood(error: unknown): boolean {
  return grpcCode(error) === Grpc.invalidArgument && !isTransactionLost(error);
}
