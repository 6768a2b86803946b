import assert from 'node:assert/strict';
import { readConfig } from './config.ts';
import { hostedEnv } from './hosted-env.ts';

const suite = { firestore: { port: 8080 }, auth: { port: 9099 }, functions: { port: 5001 }, hosting: { port: 5000 } };

const answering = (body: string) => () => Promise.resolve(new Response(body));

describe('hostedEnv', () => {
  it('takes the project that Firebase Hosting serves', async () => {
    const env = await hostedEnv(
      { VITE_SUITE: suite },
      answering('{"projectId":"league","apiKey":"key"}'),
      'league.app',
    );
    assert.deepEqual(readConfig(env), { config: { projectId: 'league', apiKey: 'key' } });
  });

  it('takes the emulators of the suite for a demo project', async () => {
    const env = await hostedEnv({ VITE_SUITE: suite }, answering('{"projectId":"demo-x"}'), '127.0.0.1');
    assert.deepEqual(readConfig(env), {
      config: {
        projectId: 'demo-x',
        emulators: { firestoreHost: '127.0.0.1:8080', authHost: '127.0.0.1:9099', functionsHost: '127.0.0.1:5001' },
      },
    });
  });

  it('asks nobody when the page was built for a project', async () => {
    const env = { VITE_PROJECT_ID: 'league', VITE_API_KEY: 'key' };
    assert.equal(await hostedEnv(env, () => assert.fail('asked'), 'localhost'), env);
  });

  it('leaves it to readConfig to say what is missing where something else serves the page', async () => {
    const env = await hostedEnv({}, answering('<!doctype html>'), 'localhost');
    const result = readConfig(env);
    assert.ok('problems' in result);
    assert.match(result.problems[0] ?? '', /VITE_PROJECT_ID is missing/);
  });
});
