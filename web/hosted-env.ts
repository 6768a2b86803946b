import type { PageEnv } from './config.ts';

/** `/__/firebase/init.json`, as far as it is read here. Firebase Hosting answers it for the project that it serves. */
interface HostedProject {
  projectId?: string;
  apiKey?: string;
}

/** Emulators of the Firebase suite, as firebase.json has them. */
interface Suite {
  firestore?: { port: number };
  auth?: { port: number };
  functions?: { port: number };
}

/**
 * The variables of the page, with what Firebase Hosting knows for those that it was built without: the same files serve every project. A
 * `demo-` project has no cloud, only the emulators of the suite on the same machine.
 */
export async function hostedEnv(
  env: PageEnv,
  ask: typeof fetch = fetch,
  machine = location.hostname,
): Promise<PageEnv> {
  if (env['VITE_PROJECT_ID']) return env;
  const { projectId, apiKey } = await hostedProject(ask);
  const named = { VITE_PROJECT_ID: projectId, VITE_API_KEY: apiKey, ...env };
  if (!projectId?.startsWith('demo-')) return named;
  const { firestore, auth, functions } = (env['VITE_SUITE'] ?? {}) as Suite;
  const at = (emulator?: { port: number }) => (emulator ? `${machine}:${emulator.port}` : undefined);
  return {
    VITE_FIRESTORE_EMULATOR_HOST: at(firestore),
    VITE_AUTH_EMULATOR_HOST: at(auth),
    VITE_FUNCTIONS_EMULATOR_HOST: at(functions),
    ...named,
  };
}

async function hostedProject(ask: typeof fetch): Promise<HostedProject> {
  try {
    return (await (await ask('/__/firebase/init.json')).json()) as HostedProject;
  } catch {
    // Served by something else: the page says which variables are missing.
    return {};
  }
}
