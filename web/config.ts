import type { ConnectOptions } from '@fanfold/client';

type Environment = Record<string, string | boolean | undefined>;

/**
 * The project to show, from Vite's variables: VITE_PROJECT_ID, and VITE_API_KEY or, with the emulators, VITE_FIRESTORE_EMULATOR_HOST and
 * VITE_AUTH_EMULATOR_HOST (host:port).
 *
 * @throws with what is missing
 */
export function readConfig(env: Environment): ConnectOptions {
  const text = (name: string) => (typeof env[name] === 'string' && env[name] !== '' ? env[name] : undefined);
  const projectId = text('VITE_PROJECT_ID');
  const apiKey = text('VITE_API_KEY');
  const firestoreHost = text('VITE_FIRESTORE_EMULATOR_HOST');
  const authHost = text('VITE_AUTH_EMULATOR_HOST');
  if (!projectId) throw new Error('VITE_PROJECT_ID is not set; `npm start` sets it.');
  if (firestoreHost && authHost) return { projectId, emulators: { firestoreHost, authHost } };
  if (firestoreHost || authHost)
    throw new Error('VITE_FIRESTORE_EMULATOR_HOST and VITE_AUTH_EMULATOR_HOST go together.');
  if (!apiKey) throw new Error('VITE_API_KEY is not set; the Firebase console shows it as the Web API key.');
  return { projectId, apiKey };
}
