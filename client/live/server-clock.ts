import type { Auth, IdTokenResult } from 'firebase/auth';

/** From when until when an ID token is valid, by the server's clock, ms. */
interface Validity {
  from: number;
  until: number;
}

/**
 * The server's time on a device whose clock may be wrong. It needs no request: the server takes the ID token that is in use, so its own time is within the hour
 * for which that is valid. A clock that says otherwise is wrong; one that may be right is taken at its word.
 *
 * @param deviceMs the device's clock
 */
export function createServerClock(auth: Auth, deviceMs: () => number = Date.now): () => Date {
  let validity: Validity | null = null;
  auth.onIdTokenChanged((user) => {
    if (!user) return void (validity = null);
    // Offline: the next token says.
    user.getIdTokenResult().then(
      (token) => (validity = validityOf(token)),
      () => undefined,
    );
  });
  return () => {
    const device = deviceMs();
    return new Date(validity ? Math.min(Math.max(device, validity.from), validity.until) : device);
  };
}

function validityOf({ claims: { iat, exp } }: IdTokenResult): Validity {
  return { from: Number(iat) * 1000, until: Number(exp) * 1000 };
}
