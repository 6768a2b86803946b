/** `package-lock.json`, as far as it is read here: a package by the folder that it is installed in. */
export interface Lockfile {
  name: string;
  version: string;
  lockfileVersion: number;
  requires: boolean;
  packages: Record<string, LockedPackage>;
}

export interface LockedPackage {
  version?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
  /** Only the root's tools need it: not so in a codebase of its own. */
  dev?: boolean;
  devOptional?: boolean;
}

export interface Manifest {
  name: string;
  version: string;
  /** Exact versions. */
  dependencies: Record<string, string>;
}

/**
 * Cuts the repository's lockfile down to what a package of its own needs, so that what is deployed is what was tested.
 *
 * @throws when a version is not the one in the root's node_modules
 */
export function lockfileOf(repository: Lockfile, manifest: Manifest): Lockfile {
  const { name, version, dependencies } = manifest;
  for (const [needed, wanted] of Object.entries(dependencies)) {
    const found = repository.packages[`node_modules/${needed}`]?.version;
    if (found !== wanted) throw new Error(`${name} needs ${needed} ${wanted}; the lockfile has ${found ?? 'none'}`);
  }
  const folders = foldersOf(repository, dependencies);
  const { lockfileVersion, requires } = repository;
  const locked = folders.map((folder) => {
    const { dev: _dev, devOptional: _devOptional, ...entry } = repository.packages[folder] ?? {};
    return [folder, entry] as const;
  });
  return { name, version, lockfileVersion, requires, packages: { '': manifest, ...Object.fromEntries(locked) } };
}

/** Where everything that these packages need is installed, sorted. */
function foldersOf({ packages }: Lockfile, dependencies: Record<string, string>): string[] {
  const folders = new Set<string>();
  const pending = Object.keys(dependencies).map((name) => ({ from: '', name }));
  for (let next = pending.pop(); next; next = pending.pop()) {
    const folder = resolveFrom(packages, next.from, next.name);
    if (folder === undefined || folders.has(folder)) continue;
    folders.add(folder);
    pending.push(...neededBy(packages[folder] ?? {}).map((name) => ({ from: folder, name })));
  }
  return [...folders].sort();
}

function neededBy({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }: LockedPackage) {
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional);
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
}

/** As Node resolves: the nearest node_modules, outwards. Undefined for an optional package that is not for this platform. */
function resolveFrom(packages: Lockfile['packages'], from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (candidate in packages) return candidate;
    if (folder === '') return undefined;
  }
}
