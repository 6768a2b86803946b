import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { type Host, type HostOptions, startHost } from '@fanfold/emulators/host/host';
import { type FirebaseApp, FirebaseError, deleteApp, initializeApp } from 'firebase/app';
import { type Auth, connectAuthEmulator, getAuth, signInAnonymously, signOut } from 'firebase/auth';
import { type Functions, connectFunctionsEmulator, getFunctions, httpsCallable } from 'firebase/functions';

describe('callables in the production-shaped host, by the client SDK', () => {
  // The Auth emulator signs for the project that it was started with.
  const projectId = process.env['GCLOUD_PROJECT'] ?? '';
  const entry = fileURLToPath(new URL('../../emulators/testing/calls.ts', import.meta.url));
  const authHost = process.env['FIREBASE_AUTH_EMULATOR_HOST'] ?? '';
  const lines: string[] = [];
  const options: HostOptions = {
    services: [{ name: 'testing', entry }],
    projectId,
    pubsubHost: process.env['PUBSUB_EMULATOR_HOST'] ?? '',
    onLine: (_, line) => lines.push(line),
  };
  let host: Host;
  let app: FirebaseApp;
  let auth: Auth;
  let functions: Functions;

  before(async () => {
    assert.notEqual(authHost, '', 'FIREBASE_AUTH_EMULATOR_HOST is not set');
    host = await startHost(options);
    app = initializeApp({ projectId, apiKey: 'emulator' }, 'calls');
    auth = getAuth(app);
    connectAuthEmulator(auth, `http://${authHost}`, { disableWarnings: true });
    functions = getFunctions(app);
    const [address = '', port = ''] = host.callsHost.split(':');
    connectFunctionsEmulator(functions, address, Number(port));
  });
  after(async () => {
    await deleteApp(app);
    await host.stop();
  });
  beforeEach(async () => void (await signInAnonymously(auth)));

  const call = async (name: string, input: unknown) => (await httpsCallable(functions, name)(input)).data;

  async function refusal(name: string, input: unknown): Promise<{ code: string; message: string; details: unknown }> {
    try {
      await call(name, input);
    } catch (error) {
      assert.ok(error instanceof FirebaseError);
      return { code: error.code, message: error.message, details: (error as { details?: unknown }).details };
    }
    return assert.fail(`${name} took it`);
  }

  const postEcho = (headers: Record<string, string>, { callsHost } = host) =>
    fetch(`http://${callsHost}/${projectId}/us-central1/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ data: { text: 'hello' } }),
    });

  it('know who calls', async () => {
    assert.deepEqual(await call('echo', { text: 'Żółw' }), { uid: auth.currentUser?.uid, text: 'Żółw' });
  });

  it('refuse who is not signed in', async () => {
    await signOut(auth);
    const { code, details } = await refusal('echo', { text: 'hello' });
    assert.equal(code, 'functions/unauthenticated');
    assert.deepEqual(details, { code: 'signInRequired' });
  });

  it('refuse tokens of another project, forged and garbled ones', async () => {
    const token = (await auth.currentUser?.getIdToken()) ?? '';
    assert.equal((await postEcho({ authorization: `Bearer ${token}` })).status, 200);
    const [header = '', payload = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const claiming = (more: object) =>
      `${header}.${Buffer.from(JSON.stringify({ ...claims, ...more })).toString('base64url')}.`;
    const forged = [
      claiming({ aud: 'demo-other' }),
      claiming({ iss: 'https://securetoken.google.com/demo-other' }),
      claiming({ exp: 1 }),
      claiming({ sub: '' }),
      `${header}.${payload}x.`,
      'nonsense',
    ];
    for (const wrong of forged) assert.equal((await postEcho({ authorization: `Bearer ${wrong}` })).status, 401, wrong);
  });

  it('want App Check wherever the Auth emulator is not told of', async () => {
    assert.deepEqual(await (await postEcho({})).json(), {
      error: { status: 'UNAUTHENTICATED', message: 'Sign in first.', details: { code: 'signInRequired' } },
    });
    const deployed = await startHost({ ...options, env: { FIREBASE_AUTH_EMULATOR_HOST: '' } });
    try {
      assert.deepEqual(await (await postEcho({}, deployed)).json(), {
        error: { status: 'UNAUTHENTICATED', message: 'Unauthenticated' },
      });
    } finally {
      await deployed.stop();
    }
  });

  it('name every problem of an input', async () => {
    const { code, details } = await refusal('echo', { text: 7, extra: 1 });
    assert.equal(code, 'functions/invalid-argument');
    const { problems } = details as { problems: { path: string; message: string }[] };
    assert.deepEqual(
      problems.map(({ path }) => path),
      ['text', ''],
    );
    assert.match(problems[1]?.message ?? '', /extra/);
  });

  it('refuse an input of more than 16 KiB', async () => {
    const { code, details } = await refusal('echo', { text: 'x'.repeat(16 * 1024) });
    assert.equal(code, 'functions/invalid-argument');
    assert.deepEqual(details, { code: 'inputTooLarge', maxBytes: 16 * 1024 });
  });

  it('say which rule refuses a call', async () => {
    const { code, message, details } = await refusal('refuse', {});
    assert.equal(code, 'functions/failed-precondition');
    assert.match(message, /^The match has started\./);
    assert.deepEqual(details, { code: 'matchStarted', since: 3 });
  });

  it('say nothing about a bug to the caller, and nothing about the caller to the log', async () => {
    const { code, message } = await refusal('crash', {});
    assert.equal(code, 'functions/internal');
    assert.doesNotMatch(message, /cannot write/);
    const line = lines.find((text) => text.includes('callFailed')) ?? '';
    assert.match(line, /cannot write fans\/\{uid\}/);
    assert.doesNotMatch(lines.join('\n'), new RegExp(auth.currentUser?.uid ?? 'signed in'));
  });

  it('are open to pages of any origin', async () => {
    const preflight = await fetch(`http://${host.callsHost}/${projectId}/us-central1/echo`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://fans.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('access-control-allow-origin'), 'https://fans.example');
    assert.equal(preflight.headers.get('access-control-allow-headers'), 'authorization,content-type');
  });

  it('are not found by a wrong name, and unavailable while their process is down', async () => {
    assert.equal((await refusal('nobody', {})).code, 'functions/not-found');
    await host.kill('testing-calls');
    assert.equal((await refusal('echo', { text: 'hello' })).code, 'functions/unavailable');
    await host.restart('testing-calls');
    assert.deepEqual(await call('echo', { text: 'back' }), { uid: auth.currentUser?.uid, text: 'back' });
  });
});
