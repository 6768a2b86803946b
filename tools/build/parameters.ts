import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { root } from '../root.ts';

/** The values of the functions' parameters in a project, as the Firebase CLI reads them: functions/.env, then functions/.env.{project}. */
export function readParameters(project?: string): Record<string, string> {
  const files = ['.env', ...(project ? [`.env.${project}`] : [])].map((name) => resolve(root, 'functions', name));
  return Object.assign({}, ...files.filter(existsSync).map((file) => parseEnv(readFileSync(file, 'utf8')))) as Record<
    string,
    string
  >;
}
