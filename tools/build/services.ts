import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from '../root.ts';
import { bundleFunctions } from './bundle.ts';
import { type Lockfile, type Manifest, lockfileOf } from './lockfile.ts';
import { LOCAL_SECRETS_FILE } from './parameters.ts';

/** The services; each is a codebase of its own. */
export const SERVICES = JSON.parse(readFileSync(resolve(root, 'functions/services.json'), 'utf8')) as readonly string[];

/** What `firebase deploy` takes. */
export function distOf(service: string): string {
  return resolve(root, 'functions', service, 'dist');
}

/**
 * One bundle per service, in `functions/{service}/dist`: our own code inside, npm packages outside, with the package.json and the lockfile by
 * which Cloud Build installs the versions that the tests ran with, and the secrets of the emulators.
 */
export async function buildService(service: string): Promise<void> {
  const dist = distOf(service);
  mkdirSync(dist, { recursive: true });
  const imported = await bundleFunctions(resolve(root, 'functions', service, 'index.ts'), resolve(dist, 'index.js'));
  const manifest = deployedManifest(service, imported);
  writeJson(resolve(dist, 'package.json'), manifest);
  writeJson(resolve(dist, 'package-lock.json'), lockfileOf(readJson<Lockfile>('package-lock.json'), manifest));
  copyFileSync(resolve(root, 'functions', LOCAL_SECRETS_FILE), resolve(dist, LOCAL_SECRETS_FILE));
}

/** Depends on what the bundle imports, whichever package of ours brought that along. */
function deployedManifest(service: string, imported: readonly string[]): Manifest {
  const bundled = ['game', 'functions/kit', `functions/${service}`].map((folder) =>
    readJson<Manifest>(`${folder}/package.json`),
  );
  const versions = Object.assign({}, ...bundled.map(({ dependencies }) => dependencies)) as Record<string, string>;
  const dependencies = imported.map((name) => {
    const version = versions[name];
    if (version === undefined) throw new Error(`${service} imports ${name}, which no package.json of it names`);
    return [name, version] as const;
  });
  const runtime = { private: true, type: 'module', main: 'index.js', engines: { node: '22' } };
  return {
    name: service,
    version: bundled.at(-1)?.version ?? '',
    ...runtime,
    dependencies: Object.fromEntries(dependencies),
  };
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(resolve(root, file), 'utf8')) as T;
}

function writeJson(file: string, content: object): void {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}
