import { readFileSync, readdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { root } from '@fanfold/tools/root';

export type Kind = 'unit' | 'int' | 'web';

export const KINDS: readonly Kind[] = ['unit', 'int', 'web'];

export interface SpecFile {
  kind: Kind;
  /** From the root. */
  path: string;
}

/** Folders whose specs share what only one may have at a time. */
const ONE_AT_A_TIME = [
  // The file by which commands find a running stack.
  ['tests/start/', 'tests/tools/'],
  // The project that the Auth emulator signs for; Vite's cache.
  ['tests/web/', 'tests/host/'],
  // The functions' `dist`.
  ['tests/deploy/', 'tests/suite/'],
];

/** Tests stand beside what they test: all workspaces are searched. Without patterns all specs of the kind. */
export function specFiles(kind: Kind, patterns: readonly string[]): SpecFile[] {
  const { workspaces } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { workspaces: string[] };
  return [...workspaces, 'tests']
    .flatMap((folder) =>
      readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        relative(root, resolve(root, folder, file)),
      ),
    )
    .filter((path) => new RegExp(`\\.${kind}\\.spec\\.tsx?$`).test(path) && !path.includes('node_modules'))
    .filter((path) => patterns.length === 0 || patterns.some((pattern) => path.includes(pattern)))
    .sort()
    .map((path) => ({ kind, path }));
}

/** Files that one process runs, one after the other. */
export type Batch = readonly SpecFile[];

/** Unit specs of a process: to load what they test costs more than they do. */
const UNITS = 20;

/**
 * Lists of batches: those of a list run one after the other. All but unit specs have a process of their own, since what they leave behind fills memory.
 * The long lists come first after the unit specs, so that none is left to run alone.
 */
export function jobsOf(files: readonly SpecFile[]): Batch[][] {
  const units = files.filter(({ kind }) => kind === 'unit');
  const others = files.filter(({ kind }) => kind !== 'unit');
  const batches = Array.from({ length: Math.ceil(units.length / UNITS) }, (_, n) =>
    units.slice(n * UNITS, (n + 1) * UNITS),
  );
  const shared = ONE_AT_A_TIME.map((folders) =>
    others.filter(({ path }) => folders.some((folder) => path.startsWith(folder))),
  ).filter((job) => job.length > 0);
  const apart = others.filter((file) => !shared.flat().includes(file));
  return [
    ...batches.map((batch) => [batch]),
    ...shared.map((job) => job.map((file) => [file])),
    ...apart.map((file) => [[file]]),
  ];
}
