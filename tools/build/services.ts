import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from '../root.ts';
import { bundleFunctions } from './bundle.ts';
import { type Lockfile, type Manifest, lockfileOf } from './lockfile.ts';

/** The services; each is a codebase of its own. */
export const SERVICES = JSON.parse(readFileSync(resolve(root, 'functions/services.json'), 'utf8')) as readonly string[];

/** What `firebase deploy` takes. */
export function distOf(service: string): string {
  return resolve(root, 'functions', service, 'dist');
}

/**
 * One bundle per service, in `functions/{service}/dist`: our own code inside, npm packages outside, with the package.json and the lockfile by
 * which Cloud Build installs the versions that the tests ran with.
 */
export async function buildService(service: string): Promise<void> {
  const dist = distOf(service);
  mkdirSync(dist, { recursive: true });
  await bundleFunctions(resolve(root, 'functions', service, 'index.ts'), resolve(dist, 'index.js'));
  const manifest = deployedManifest(service);
  writeJson(resolve(dist, 'package.json'), manifest);
  writeJson(resolve(dist, 'package-lock.json'), lockfileOf(readJson<Lockfile>('package-lock.json'), manifest));
}

/** What the bundle still imports: the npm dependencies of the service and of the kit. */
function deployedManifest(service: string): Manifest {
  const [own, kit] = [service, 'kit'].map((folder) => readJson<Manifest>(`functions/${folder}/package.json`)) as [
    Manifest,
    Manifest,
  ];
  const all = Object.entries({ ...kit.dependencies, ...own.dependencies });
  const dependencies = Object.fromEntries(all.filter(([name]) => !name.startsWith('@fanfold/')).sort());
  const runtime = { private: true, type: 'module', main: 'index.js', engines: { node: '22' } };
  return { name: service, version: own.version, ...runtime, dependencies };
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(resolve(root, file), 'utf8')) as T;
}

function writeJson(file: string, content: object): void {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}
