import assert from 'node:assert/strict';
import type { Auth, User } from 'firebase/auth';
import { createServerClock } from './server-clock.ts';

const at = (time: string) => Date.parse(`2026-06-10T${time}Z`);

describe('the clock of the server on a phone', () => {
  let phone: number;
  let tell: (user: User | null) => void;
  let now: () => Date;

  beforeEach(() => {
    phone = at('12:30:00');
    const auth = { onIdTokenChanged: (listener: typeof tell) => void (tell = listener) };
    now = createServerClock(auth as unknown as Auth, () => phone);
  });

  const signIn = async (issuedAt: string, expiresAt: string) => {
    const claims = { iat: String(at(issuedAt) / 1000), exp: String(at(expiresAt) / 1000) };
    tell({ getIdTokenResult: () => Promise.resolve({ claims }) } as unknown as User);
    await Promise.resolve();
  };

  it('is that of the phone before anybody has signed in, and while it may be right', async () => {
    assert.equal(now().getTime(), phone);
    await signIn('12:00:00', '13:00:00');
    assert.equal(now().getTime(), phone);
    phone = at('12:59:59');
    assert.equal(now().getTime(), phone);
  });

  it('is within the hour of the token where the phone is days ahead or behind', async () => {
    await signIn('12:00:00', '13:00:00');
    phone = Date.parse('2026-06-17T12:30:00Z');
    assert.equal(now().getTime(), at('13:00:00'));
    phone = Date.parse('2026-06-03T12:30:00Z');
    assert.equal(now().getTime(), at('12:00:00'));
    await signIn('12:55:00', '13:55:00');
    assert.equal(now().getTime(), at('12:55:00'));
  });

  it('is what it was when no token comes, and that of the phone when nobody is signed in', async () => {
    await signIn('12:00:00', '13:00:00');
    phone = at('20:00:00');
    tell({ getIdTokenResult: () => Promise.reject(new Error('offline')) } as unknown as User);
    await Promise.resolve();
    assert.equal(now().getTime(), at('13:00:00'));
    tell(null);
    assert.equal(now().getTime(), phone);
  });
});
