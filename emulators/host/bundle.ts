import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { build } from 'esbuild';

const repoRoot = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles a function's module as it is deployed: one ESM file, with our own code inside and npm packages outside. It lies in the repository,
 * where the hoisted packages resolve.
 *
 * @returns path of the bundle
 */
export async function bundle(entry: string, name: string): Promise<string> {
  const outfile = path.join(repoRoot, '.build', 'host', `${name}-${process.pid}.mjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'silent',
    plugins: [
      {
        name: 'packages-stay-outside',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^[^./]/ }, ({ path: specifier, kind }) =>
            kind === 'entry-point' || specifier.startsWith('@fanfold/')
              ? undefined
              : { path: specifier, external: true },
          ),
      },
    ],
  });
  return outfile;
}
