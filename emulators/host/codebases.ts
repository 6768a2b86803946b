import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { bundleFunctions } from '@fanfold/tools/build/bundle';
import { root } from '@fanfold/tools/root';

const instanceMain = fileURLToPath(new URL('./instance-main.ts', import.meta.url));

/** A service as it is deployed: one bundle, in a folder of its own with a package.json. */
export interface Codebase {
  folder: string;
  bundle: string;
}

export interface Codebases {
  /** Bundles a service. @param entry the module that exports its functions */
  build: (service: string, entry: string) => Promise<Codebase>;
  /** Bundles `instance-main.ts`, once. */
  instanceMain: () => Promise<string>;
  remove: () => Promise<void>;
}

/** In the repository, where the hoisted packages resolve. */
export async function openCodebases(): Promise<Codebases> {
  const parent = resolve(root, '.build/host');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(resolve(parent, `${process.pid}-`));
  let main: Promise<string> | undefined;
  const bundle = async (entry: string, file: string) => {
    await bundleFunctions(entry, file);
    return file;
  };
  return {
    build: async (service, entry) => {
      const own = resolve(folder, service);
      await mkdir(own);
      await writeFile(resolve(own, 'package.json'), JSON.stringify({ type: 'module', main: 'index.js' }));
      return { folder: own, bundle: await bundle(entry, resolve(own, 'index.js')) };
    },
    instanceMain: () => (main ??= bundle(instanceMain, resolve(folder, 'instance-main.mjs'))),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
