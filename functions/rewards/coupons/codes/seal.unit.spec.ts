import assert from 'node:assert/strict';
import { readKeyring } from './keyring.ts';
import { open, seal } from './seal.ts';

const KEY_1 = Buffer.alloc(32, 1).toString('base64');
const KEY_2 = Buffer.alloc(32, 2).toString('base64');

describe('sealing codes', () => {
  const keyring = readKeyring(`k1:${KEY_1}`);

  it('opens what was sealed, in its place', () => {
    const sealed = seal(keyring, 'campaigns/c/codes/b-0', '["SPRING-é"]');
    assert.equal(open(keyring, 'campaigns/c/codes/b-0', sealed), '["SPRING-é"]');
    assert.ok(!sealed.bytes.includes('SPRING'));
  });

  it('opens nothing in another place, or with a bit changed', () => {
    const sealed = seal(keyring, 'campaigns/c/codes/b-0', 'SPRING');
    assert.throws(() => open(keyring, 'campaigns/c/codes/b-1', sealed));
    for (let at = 0; at < sealed.bytes.length; at++) {
      const bytes = Buffer.from(sealed.bytes);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      assert.throws(() => open(keyring, 'campaigns/c/codes/b-0', { ...sealed, bytes }));
    }
  });

  it('takes no tag that was cut short', () => {
    const { keyId, bytes } = seal(keyring, 'p', 'SPRING');
    for (let length = 0; length < bytes.length; length++)
      assert.throws(() => open(keyring, 'p', { keyId, bytes: bytes.subarray(0, length) }));
  });

  it('seals the same text anew each time', () => {
    assert.notDeepEqual(seal(keyring, 'p', 'SPRING').bytes, seal(keyring, 'p', 'SPRING').bytes);
  });

  it('seals with the first key, and opens with any', () => {
    const old = seal(keyring, 'p', 'SPRING');
    const rotated = readKeyring(`k2:${KEY_2}, k1:${KEY_1}`);
    assert.equal(open(rotated, 'p', old), 'SPRING');
    assert.equal(seal(rotated, 'p', 'SUMMER').keyId, 'k2');
    assert.throws(() => open(keyring, 'p', seal(rotated, 'p', 'SUMMER')), /no key k2/);
  });
});

describe('the keyring', () => {
  it('refuses what is none, and does not quote it', () => {
    for (const wrong of [
      '',
      'k1',
      KEY_1,
      `k1:${KEY_1.slice(8)}`,
      `K 1:${KEY_1}`,
      `k1:${KEY_1},`,
      `k1:${KEY_1},k1:${KEY_2}`,
    ])
      assert.throws(
        () => readKeyring(wrong),
        ({ message }: Error) => message.startsWith('COUPON_KEYS') && !message.includes(KEY_1),
      );
  });
});
