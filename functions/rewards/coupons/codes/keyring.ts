import { defineSecret } from 'firebase-functions/params';

/**
 * What codes are encrypted with: `{id}:{base64 of 32 bytes}`, several with commas between. The first one encrypts; the others are there for codes that
 * were encrypted before. Bound to the functions that need it, and to no other.
 */
export const couponKeys = defineSecret('COUPON_KEYS');

export interface Keyring {
  current: string;
  keys: ReadonlyMap<string, Buffer>;
}

const KEY_BYTES = 32;

/** @throws when the secret is not what it should be; the error does not quote it */
export function readKeyring(secret: string): Keyring {
  const entries = secret.split(',').map((entry) => {
    const [id = '', text = ''] = entry.trim().split(':');
    const key = Buffer.from(text, 'base64');
    if (!/^[a-z0-9-]{1,20}$/.test(id) || key.length !== KEY_BYTES)
      throw new Error('COUPON_KEYS is not {id}:{base64 of 32 bytes}, with commas between keys');
    return [id, key] as const;
  });
  const keys = new Map(entries);
  if (keys.size !== entries.length) throw new Error('COUPON_KEYS has an id twice');
  return { current: entries[0]?.[0] ?? '', keys };
}
