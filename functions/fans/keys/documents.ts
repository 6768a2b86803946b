import type { Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';

/** What is unique among fans. */
export const KEY_KINDS = ['handle', 'referralCode', 'email', 'phone'] as const;

export type KeyKind = (typeof KEY_KINDS)[number];

const fanKeySchema = z.object({
  /** What is unique: id of the key's document, or its end. */
  key: z.string(),
  /** As others see it; null: nobody does. */
  shown: z.string().nullable(),
});

/** A key that a fan has, or should have. */
export type FanKey = z.infer<typeof fanKeySchema>;

const conflictSchema = z.object({
  /** `taken`: another fan has it. Anything else: it cannot be read as a key of its kind; see HandleProblem. */
  problem: z.string(),
  /** Null: there is none to wait for. */
  wanted: fanKeySchema.nullable(),
});

/** Why a fan has not got what their row says. */
export type KeyConflict = z.infer<typeof conflictSchema>;

/** Fields of `fans/{uid}/state/keys`, which nobody reads but this service. */
export const fanKeysSchema = z.object({
  has: z.record(z.enum(KEY_KINDS), fanKeySchema.nullable()),
  conflicts: z.record(z.enum(KEY_KINDS), conflictSchema.nullable()),
  /** Whether the fan has chosen a handle themselves: their row says nothing of it any more. */
  hasChosen: z.boolean(),
  /** Of the newest row or deletion; empty: none has come. */
  version: z.string(),
  /** Handles that the fan alone may take back until then, in ms since 1970; the latest ones. */
  released: z.array(z.object({ key: z.string(), freeAtMs: z.number() })),
  /** ISO 8601, UTC; see `keepPace`. Of handles that were claimed, and of all that were asked for. */
  claimsUntil: z.string().nullable(),
  asksUntil: z.string().nullable(),
  /** A tombstone: they get no key any more. */
  isErased: z.boolean(),
});

export type FanKeys = z.infer<typeof fanKeysSchema>;

export const NO_KEYS: FanKeys = {
  has: { handle: null, referralCode: null, email: null, phone: null },
  conflicts: { handle: null, referralCode: null, email: null, phone: null },
  hasChosen: false,
  version: '',
  released: [],
  claimsUntil: null,
  asksUntil: null,
  isErased: false,
};

/** Fields of a key's document. */
export interface KeyDocument {
  /** Whose it is; null: nobody's any more. */
  uid: string | null;
  /** As others see it; null: nobody does. */
  shown: string | null;
  /** When anybody may ask for it again; Firestore deletes the document some time after. Null, of nobody's: never. */
  freeAt: Timestamp | null;
  /** Raised by every change, and by every fan who begins to wait for it. */
  rev: number;
}

export function fanKeysPath(uid: string): string {
  return `fans/${uid}/state/keys`;
}

/** No path has a personal datum in it: keys of addresses and numbers are hashes with a secret. */
export function keyPath(kind: KeyKind, key: string): string {
  switch (kind) {
    case 'handle':
      return `handles/${key}`;
    case 'referralCode':
      return `referralCodes/${key}`;
    case 'email':
    case 'phone':
      return `contactKeys/${kind}:${key}`;
  }
}

/** `keyConflicts/{kind}:{uid}`: what ops read. */
export function conflictPath(kind: KeyKind, uid: string): string {
  return `keyConflicts/${kind}:${uid}`;
}

/** Fields of `keyConflicts/{kind}:{uid}`. It is deleted once the fan has the key, or wants another one. */
export interface ConflictDocument {
  kind: KeyKind;
  uid: string;
  problem: string;
  /** The handle or code; null of addresses and numbers, which nobody reads. */
  shown: string | null;
  /** Path of the key's document, which says who has it; null: there is none. */
  waitsFor: string | null;
}

export function conflictDocument(uid: string, kind: KeyKind, conflict: KeyConflict | null): ConflictDocument | null {
  if (!conflict) return null;
  const { problem, wanted } = conflict;
  return {
    kind,
    uid,
    problem,
    shown: wanted?.shown ?? null,
    waitsFor: wanted && problem === 'taken' ? keyPath(kind, wanted.key) : null,
  };
}
