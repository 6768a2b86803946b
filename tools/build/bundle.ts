import { isBuiltin } from 'node:module';
import { build, stop } from 'esbuild';

/**
 * Bundles a module of functions as it is deployed: one ESM file, our own code inside, npm packages outside.
 *
 * @returns the names of the packages that it imports, sorted
 */
export async function bundleFunctions(entry: string, outfile: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    metafile: true,
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
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  return [...new Set(imported.filter((path) => !isBuiltin(path)).map(packageOf))].sort();
}

/** Ends the process that bundles; the next bundle starts it again. */
export async function stopBundler(): Promise<void> {
  await stop();
}

/** What a module exports, by its text: nothing is loaded. */
export async function exportsOf(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    packages: 'external',
    format: 'esm',
    metafile: true,
    write: false,
  });
  return Object.values(metafile.outputs).flatMap((output) => output.exports);
}

/** `@scope/name` or `name` of what is imported, such as `name/sub/path`. */
function packageOf(path: string): string {
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}
