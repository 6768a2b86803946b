import { isBuiltin } from 'node:module';
import { build } from 'esbuild';

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

/** `@scope/name` or `name` of what is imported, such as `name/sub/path`. */
function packageOf(path: string): string {
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}
