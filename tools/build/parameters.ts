import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { root } from '../root.ts';

/** Secrets of the emulators; every build has them beside it, where the emulators look for them. Deploying leaves them out: see `ignore` in firebase.json. */
export const LOCAL_SECRETS_FILE = '.secret.local';

/** The values of the functions' parameters in a project, as the Firebase CLI reads them: functions/.env, then functions/.env.{project}. */
export function readParameters(project?: string): Record<string, string> {
  return readEnv(['.env', ...(project ? [`.env.${project}`] : [])]);
}

/** The secrets of the functions on this machine: in a project, Secret Manager has others. */
export function readLocalSecrets(): Record<string, string> {
  return readEnv([LOCAL_SECRETS_FILE]);
}

function readEnv(names: readonly string[]): Record<string, string> {
  const files = names.map((name) => resolve(root, 'functions', name));
  return Object.assign({}, ...files.filter(existsSync).map((file) => parseEnv(readFileSync(file, 'utf8')))) as Record<
    string,
    string
  >;
}
