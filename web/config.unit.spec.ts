import assert from 'node:assert/strict';
import { readConfig } from './config.ts';

describe('readConfig', () => {
  it('takes a real project', () =>
    assert.deepEqual(readConfig({ VITE_PROJECT_ID: 'league', VITE_API_KEY: 'key' }), {
      config: { projectId: 'league', apiKey: 'key' },
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
