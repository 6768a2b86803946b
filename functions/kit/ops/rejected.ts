/** Codes of input that can never succeed. The comment is what to do about it. */
export type RejectedCode =
  /** Not JSON, or no data at all. The publisher is not ours. */
  | 'notJson'
  /** Not a change envelope; `message` says which field. */
  | 'badEnvelope'
  /** This service keeps no such table. The subscription is on the wrong topic. */
  | 'unknownTable'
  /** The row lacks its key or its scope, or the scope's id cannot be a document id. */
  | 'badKey'
  /** A column does not hold what the schema says or what a document can hold, or the row too much; `message` says which. Correct the row, and its next change comes through. */
  | 'badRow'
  /** A TRUNCATE of a table whose scopes are too many to visit them all. Repair scope by scope. */
  | 'unscopedRange'
  /** An item is not what its topic carries, or holds what no document can; `message` says which field. The publisher is of another release, or not ours. */
  | 'badItem'
  /** The service will not take the item; `message` says why. Once that is mended, `npm run resend`. */
  | 'refusedItem'
  /** Firestore takes no document with this in it: too large, or a list in a list. */
  | 'cannotBeStored'
  /** The fold throws because of this row. A fault of ours: mend it, then `npm run repair -- --match M`. */
  | 'cannotFold'
  /** An effect that could not be published for so long that the state has no room for it. `npm run resend` publishes it. */
  | 'outboxFull'
  /** Another item with this id has been taken before. The first one counts; look at who gives ids. */
  | 'idempotencyConflict';

/** Input that can never succeed; the rest of its message proceeds. */
export interface Rejected {
  code: RejectedCode;
  message: string;
  /** Of the stats database; null when the input is no row of it. */
  table: string | null;
  payload: unknown;
}
