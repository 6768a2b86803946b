import assert from 'node:assert/strict';
import { readConfig } from './config.ts';

const emulators = { VITE_FIRESTORE_EMULATOR_HOST: 'localhost:8080', VITE_AUTH_EMULATOR_HOST: 'localhost:9099' };

describe('configuration of the page', () => {
  it('is the emulators, or a project with its key', () => {
    assert.deepEqual(readConfig({ VITE_PROJECT_ID: 'demo-x', ...emulators }), {
      projectId: 'demo-x',
      emulators: { firestoreHost: 'localhost:8080', authHost: 'localhost:9099' },
    });
    assert.deepEqual(readConfig({ VITE_PROJECT_ID: 'x', VITE_API_KEY: 'k' }), { projectId: 'x', apiKey: 'k' });
  });

  it('says what is missing', () => {
    assert.throws(() => readConfig({}), /VITE_PROJECT_ID/);
    assert.throws(() => readConfig({ VITE_PROJECT_ID: 'x' }), /VITE_API_KEY/);
    assert.throws(() => readConfig({ VITE_PROJECT_ID: 'x', VITE_AUTH_EMULATOR_HOST: 'a:1' }), /go together/);
  });
});
