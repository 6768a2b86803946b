import type { Firestore } from 'firebase-admin/firestore';
import { PROJECT } from '@fanfold/emulators/start/launch';
import type { ServiceCopy } from './copies.ts';

const FAN = 'bench';

/** By service that has callables, what a fan calls. */
const CALLED: Readonly<Record<string, { name: string; data: object }>> = {
  fans: { name: 'setProfile', data: { name: 'Bench', avatar: 'fox' } },
  fantasy: { name: 'createLeague', data: { name: 'Bench' } },
};

/** Calls the original and every copy of it: a fan gives their name and makes a league; and ops open a contest, whose terms concern all of them. */
export async function callEverybody(
  db: Firestore,
  { callsHost, authHost }: { callsHost: string; authHost: string },
  matchId: string,
  copies: readonly ServiceCopy[],
): Promise<void> {
  const originals = Object.keys(CALLED).map((of) => ({ of, projectId: PROJECT, suffix: '' }));
  await createFan(authHost, PROJECT);
  for (const { projectId } of copies) await createFan(authHost, projectId);
  for (const { of, projectId, suffix } of [...originals, ...copies]) {
    const called = CALLED[of];
    if (called) await call(callsHost, `${called.name}${suffix}`, projectId, called.data);
  }
  const contest = await db.doc(`contests/${matchId}`).get();
  const terms = Object.fromEntries(
    ['rules', 'scoring', 'prizes'].map((field) => [field, contest.get(field) as unknown]),
  );
  await call(callsHost, 'openContest', PROJECT, { contestId: 'bench', matchId, name: null, ...terms });
}

/** Functions take no token of somebody whom the auth emulator does not know. */
async function createFan(authHost: string, projectId: string): Promise<void> {
  await post(`http://${authHost}/identitytoolkit.googleapis.com/v1/projects/${projectId}/accounts`, 'owner', {
    localId: FAN,
  });
}

async function call(callsHost: string, name: string, projectId: string, data: object): Promise<void> {
  await post(`http://${callsHost}/${PROJECT}/local/${name}`, idToken(projectId), { data });
}

/** @throws when it is not answered */
async function post(url: string, token: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
}

/** Of a fan with the claim `ops`, unsigned, as functions take it beside the auth emulator. */
function idToken(projectId: string): string {
  const now = Math.floor(Date.now() / 1_000);
  const payload = {
    iss: `https://securetoken.google.com/${projectId}`,
    aud: projectId,
    sub: FAN,
    user_id: FAN,
    auth_time: now,
    iat: now,
    exp: now + 3_600,
    ops: true,
  };
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(payload)}.`;
}
