import type { ConnectOptions } from '@fanfold/client';

/** `import.meta.env`: variables that Vite reads when it builds or serves the page. */
export type PageEnv = Readonly<Record<string, unknown>>;

export type ConfigResult = { config: ConnectOptions } | { problems: string[] };

/** Which project the page shows: a real one, or emulators when the hosts of Firestore and Auth are given. Names everything that is wrong. */
export function readConfig(env: PageEnv): ConfigResult {
  const text = (name: string) => {
    const value = env[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const projectId = text('VITE_PROJECT_ID');
  const apiKey = text('VITE_API_KEY');
  const region = text('VITE_REGION');
  const appCheckSiteKey = text('VITE_APP_CHECK_SITE_KEY');
  const firestoreHost = text('VITE_FIRESTORE_EMULATOR_HOST');
  const authHost = text('VITE_AUTH_EMULATOR_HOST');
  const functionsHost = text('VITE_FUNCTIONS_EMULATOR_HOST');
  const onEmulators = firestoreHost !== '' || authHost !== '';
  const problems: string[] = [];
  if (projectId === '') problems.push('VITE_PROJECT_ID is missing: the id of the Firebase project, e.g. my-league.');
  if (apiKey === '' && !onEmulators) {
    problems.push('VITE_API_KEY is missing: the Web API key, in the project settings of the Firebase console.');
  }
  for (const [name, host, other] of [
    ['VITE_FIRESTORE_EMULATOR_HOST', firestoreHost, 'VITE_AUTH_EMULATOR_HOST'],
    ['VITE_AUTH_EMULATOR_HOST', authHost, 'VITE_FIRESTORE_EMULATOR_HOST'],
  ] as const) {
    if (onEmulators && host === '') problems.push(`${name} is missing, while ${other} is set: give both or neither.`);
    else if (host !== '' && !isHostAndPort(host)) problems.push(`${name} is "${host}"; it takes host:port.`);
  }
  if (functionsHost !== '' && !isHostAndPort(functionsHost)) {
    problems.push(`VITE_FUNCTIONS_EMULATOR_HOST is "${functionsHost}"; it takes host:port.`);
  }
  if (problems.length > 0) return { problems };
  return {
    config: {
      projectId,
      ...(apiKey !== '' && { apiKey }),
      ...(region !== '' && { region }),
      ...(appCheckSiteKey !== '' && { appCheckSiteKey }),
      ...(onEmulators && { emulators: { firestoreHost, authHost, ...(functionsHost !== '' && { functionsHost }) } }),
    },
  };
}

function isHostAndPort(host: string): boolean {
  const port = Number(/^[\w.-]+:(\d{1,5})$/.exec(host)?.[1]);
  return port > 0 && port < 65_536;
}
