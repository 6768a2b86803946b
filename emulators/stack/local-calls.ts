/** The region of `functions/.env`, where the suite's functions are; our own host has none. */
const REGION = 'us-central1';

/** Whom a call comes from. */
export interface LocalCaller {
  uid: string;
  /** With the claim `ops`. */
  ops?: boolean;
}

/** Calls the functions of a local stack as apps do, as anybody: beside the auth emulator, functions take unsigned tokens. */
export class LocalCalls {
  readonly #callsHost: string;
  readonly #authHost: string;
  readonly #known = new Set<string>();

  /** @param hosts host:port of the callables and of the auth emulator */
  constructor({ callsHost, authHost }: { callsHost: string; authHost: string }) {
    this.#callsHost = callsHost;
    this.#authHost = authHost;
  }

  /** @throws when it is refused, with the answer */
  async call<Out>(projectId: string, caller: LocalCaller, name: string, data: object): Promise<Out> {
    await this.#signUp(projectId, caller.uid);
    const url = `http://${this.#callsHost}/${projectId}/${REGION}/${name}`;
    return (await post<{ result: Out }>(url, idToken(projectId, caller), { data })).result;
  }

  /** Functions take no token of somebody whom the auth emulator does not know. */
  async #signUp(projectId: string, uid: string): Promise<void> {
    const account = `${projectId}/${uid}`;
    if (this.#known.has(account)) return;
    const url = `http://${this.#authHost}/identitytoolkit.googleapis.com/v1/projects/${projectId}/accounts`;
    await post(url, 'owner', { localId: uid });
    this.#known.add(account);
  }
}

/** @throws when it is not answered */
async function post<Out>(url: string, token: string, body: object): Promise<Out> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Out;
}

function idToken(projectId: string, { uid, ops = false }: LocalCaller): string {
  const now = Math.floor(Date.now() / 1_000);
  const payload = {
    iss: `https://securetoken.google.com/${projectId}`,
    aud: projectId,
    sub: uid,
    user_id: uid,
    auth_time: now,
    iat: now,
    exp: now + 3_600,
    ...(ops && { ops }),
  };
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(payload)}.`;
}
