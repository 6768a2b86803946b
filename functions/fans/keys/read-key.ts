import { createHmac } from 'node:crypto';
import { normalCode } from '@fanfold/game/codes';
import { readHandle } from '@fanfold/game/names';
import { cutText } from '@fanfold/kit/ops';
import { defineSecret } from 'firebase-functions/params';
import type { FanKey, KeyKind } from './documents.ts';

/**
 * What e-mail addresses and phone numbers are hashed with: 32 random bytes in base64. It must never change: with another one, no key would meet those that
 * are there. Bound to the function that needs it, and to no other.
 */
export const fanKeysSecret = defineSecret('FAN_KEYS');

/** As base64 has 32 bytes. Numbers are few enough to try them all: it is the secret alone that keeps them. */
const MIN_SECRET = 43;

/** A text that is no key of its kind; `shown` null: it is nobody's to read. */
export interface UnreadableKey {
  problem: string;
  shown: string | null;
}

/** Of other systems too. */
const REFERRAL_CODE = /^[0-9A-Z]{4,24}$/;

/** What the connector leaves of a column that it is told to hash. */
const HASH = /^[0-9a-f]{64}$/;

/** Of an operator's eyes: a handle that is none may be any text. */
const SHOWN_BYTES = 200;

/** The key of a text of MySQL; equal for all texts that must be unique together. */
export function readKey(kind: KeyKind, text: string, secret: string): FanKey | UnreadableKey {
  switch (kind) {
    case 'handle': {
      const reading = readHandle(text);
      if ('problem' in reading) return { problem: reading.problem, shown: cutText(text, SHOWN_BYTES) };
      return { key: reading.key, shown: reading.handle };
    }
    case 'referralCode': {
      const code = normalCode(text);
      if (!REFERRAL_CODE.test(code)) return { problem: 'badCode', shown: cutText(text, SHOWN_BYTES) };
      return { key: code, shown: code };
    }
    case 'email':
      return contactKey(kind, text.trim().normalize('NFKC').toLowerCase(), /^[^@\s]+@[^@\s]+$/, secret);
    case 'phone':
      return contactKey(kind, text.normalize('NFKC').replace(/[\s().-]/g, '').replace(/^00/, '+'), /^\+?\d{4,15}$/, secret); // prettier-ignore
  }
}

function contactKey(kind: 'email' | 'phone', normal: string, form: RegExp, secret: string): FanKey | UnreadableKey {
  if (!form.test(normal) && !HASH.test(normal))
    return { problem: `bad${kind === 'email' ? 'Email' : 'Phone'}`, shown: null };
  if (secret.length < MIN_SECRET) throw new Error('FAN_KEYS is not the base64 of 32 bytes');
  return { key: createHmac('sha256', secret).update(`${kind}:${normal}`).digest('hex'), shown: null };
}
