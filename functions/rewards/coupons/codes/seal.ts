import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Keyring } from './keyring.ts';

/** As NIST SP 800-38D has it for random ones. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What is encrypted, with the id of its key. */
export interface Sealed {
  keyId: string;
  /** IV, ciphertext, tag. */
  bytes: Buffer;
}

/**
 * Encrypts by AES-256-GCM.
 *
 * @param place where it is kept: it can be opened as nothing else, so that nobody who may write documents can give one code for another
 */
export function seal({ current, keys }: Keyring, place: string, text: string): Sealed {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(keys, current), iv);
  cipher.setAAD(Buffer.from(place));
  return {
    keyId: current,
    bytes: Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]),
  };
}

/** @throws when the key is not in the keyring, or the bytes are not what was sealed for this place */
export function open({ keys }: Keyring, place: string, { keyId, bytes }: Sealed): string {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(keys, keyId), bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const text = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
  return Buffer.concat([text, decipher.final()]).toString('utf8');
}

function keyOf(keys: Keyring['keys'], id: string): Buffer {
  const key = keys.get(id);
  if (!key) throw new Error(`COUPON_KEYS has no key ${id}: put it back, for codes that it encrypted`);
  return key;
}
