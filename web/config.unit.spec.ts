import assert from 'node:assert/strict';
import { readConfig } from './config.ts';

describe('readConfig', () => {
  it('takes a real project', () =>
    assert.deepEqual(readConfig({ VITE_PROJECT_ID: 'league', VITE_API_KEY: 'key' }), {
      config: { projectId: 'league', apiKey: 'key' },
    }));

  it('takes the key of App Check', () =>
    assert.deepEqual(
      readConfig({ VITE_PROJECT_ID: 'league', VITE_API_KEY: 'key', VITE_APP_CHECK_SITE_KEY: ' site ' }),
      { config: { projectId: 'league', apiKey: 'key', appCheckSiteKey: 'site' } },
    ));

  it('takes the region of the functions', () =>
    assert.deepEqual(readConfig({ VITE_PROJECT_ID: 'league', VITE_API_KEY: 'key', VITE_REGION: 'europe-west1' }), {
      config: { projectId: 'league', apiKey: 'key', region: 'europe-west1' },
    }));

  it('takes emulators, which need no key', () =>
    assert.deepEqual(
      readConfig({
        VITE_PROJECT_ID: 'demo',
        VITE_FIRESTORE_EMULATOR_HOST: '127.0.0.1:8080',
        VITE_AUTH_EMULATOR_HOST: 'localhost:9099',
      }),
      { config: { projectId: 'demo', emulators: { firestoreHost: '127.0.0.1:8080', authHost: 'localhost:9099' } } },
    ));

  it('takes the host of callables', () => {
    const emulators = { VITE_FIRESTORE_EMULATOR_HOST: 'localhost:8080', VITE_AUTH_EMULATOR_HOST: 'localhost:9099' };
    const read = (host: string) =>
      readConfig({ VITE_PROJECT_ID: 'demo', ...emulators, VITE_FUNCTIONS_EMULATOR_HOST: host });
    const result = read('localhost:5001');
    assert.ok('config' in result);
    assert.equal(result.config.emulators?.functionsHost, 'localhost:5001');
    assert.deepEqual(read('5001'), { problems: ['VITE_FUNCTIONS_EMULATOR_HOST is "5001"; it takes host:port.'] });
  });

  it('names all that is missing', () => {
    const result = readConfig({ VITE_PROJECT_ID: ' ' });
    assert.ok('problems' in result);
    assert.deepEqual(
      result.problems.map((problem) => problem.split(' ')[0]),
      ['VITE_PROJECT_ID', 'VITE_API_KEY'],
    );
  });

  it('refuses one emulator without the other, and a host without a port', () => {
    const result = readConfig({ VITE_PROJECT_ID: 'demo', VITE_AUTH_EMULATOR_HOST: 'localhost' });
    assert.deepEqual(result, {
      problems: [
        'VITE_FIRESTORE_EMULATOR_HOST is missing, while VITE_AUTH_EMULATOR_HOST is set: give both or neither.',
        'VITE_AUTH_EMULATOR_HOST is "localhost"; it takes host:port.',
      ],
    });
  });
});
