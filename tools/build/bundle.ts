import { build } from 'esbuild';

/** Bundles a module of functions as it is deployed: one ESM file, our own code inside, npm packages outside. */
export async function bundleFunctions(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
    plugins: [
      {
        name: 'npm-packages-outside',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === 'entry-point' || path.startsWith('@fanfold/') ? undefined : { path, external: true },
          ),
      },
    ],
  });
}
