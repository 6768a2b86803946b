import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundleFunctions } from './bundle.ts';
import { viteOf } from './vite.ts';
import { root } from '../root.ts';

/** The services; each is a codebase of its own. */
export const SERVICES = JSON.parse(readFileSync(resolve(root, 'functions/services.json'), 'utf8')) as readonly string[];

interface Manifest {
  name: string;
  version: string;
  dependencies: Record<string, string>;
}

/**
 * One bundle per service, in `functions/{service}/dist`: our own code inside, npm packages outside, and a package.json with which
 * `firebase deploy` takes the folder as it is.
 */
export async function buildService(service: string): Promise<void> {
  const source = resolve(root, 'functions', service);
  const dist = resolve(source, 'dist');
  mkdirSync(dist, { recursive: true });
  await bundleFunctions(resolve(source, 'index.ts'), resolve(dist, 'index.js'));
  writeFileSync(resolve(dist, 'package.json'), `${JSON.stringify(deployedManifest(service), null, 2)}\n`);
}

/** What the bundle still imports: the npm dependencies of the service and of the kit. */
function deployedManifest(service: string): object {
  const [own, kit] = [service, 'kit'].map(
    (folder) => JSON.parse(readFileSync(resolve(root, 'functions', folder, 'package.json'), 'utf8')) as Manifest,
  ) as [Manifest, Manifest];
  const all = Object.entries({ ...kit.dependencies, ...own.dependencies });
  const dependencies = Object.fromEntries(all.filter(([name]) => !name.startsWith('@fanfold/')).sort());
  return {
    name: service,
    version: own.version,
    private: true,
    type: 'module',
    main: 'index.js',
    engines: { node: '22' },
    dependencies,
  };
}

/** The changelog connector as `changelog/Containerfile` takes it: one file, npm packages outside. */
export async function buildConnector(outfile = resolve(root, 'changelog/dist/main.js')): Promise<void> {
  await bundleFunctions(resolve(root, 'changelog/main.ts'), outfile);
}

/** The page as Firebase Hosting takes it, for the project that the environment names: web/config.ts says by which variables. */
export async function buildPage(
  outDir = resolve(root, 'web/dist'),
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const args = [viteOf(), 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
  await promisify(execFile)(process.execPath, args, { cwd: resolve(root, 'web'), env });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const service of SERVICES) {
    await buildService(service);
    process.stdout.write(`functions/${service}/dist\n`);
  }
  await buildConnector();
  process.stdout.write('changelog/dist\n');
  if (process.env['VITE_PROJECT_ID']) await buildPage();
  process.stdout.write(
    `web/dist${process.env['VITE_PROJECT_ID'] ? '' : ' left out: VITE_PROJECT_ID names no project'}\n`,
  );
}
