import assert from 'node:assert/strict';
import { type LockedPackage, type Lockfile, lockfileOf } from './lockfile.ts';

const packages: Record<string, LockedPackage> = {
  '': {},
  'node_modules/a': { version: '1.0.0', dependencies: { b: '^1' }, peerDependencies: { p: '1', q: '1' } },
  'node_modules/a/node_modules/b': { version: '1.5.0', dependencies: { c: '^3' } },
  'node_modules/b': { version: '2.0.0' },
  'node_modules/c': { version: '3.0.0', dev: true, optionalDependencies: { 'not-for-this-platform': '1' } },
  'node_modules/p': { version: '1.0.0', devOptional: true },
  'node_modules/q': { version: '1.0.0' },
  'node_modules/tool': { version: '1.0.0', dev: true },
};
(packages['node_modules/a'] as LockedPackage).peerDependenciesMeta = { q: { optional: true } };
const repository: Lockfile = { name: 'root', version: '0.1.0', lockfileVersion: 3, requires: true, packages };

const manifest = (dependencies: Record<string, string>) => ({ name: 'service', version: '0.2.0', dependencies });

describe('the lockfile of a codebase', () => {
  it('has what its packages need, each where Node finds it, and nothing else', () => {
    const lockfile = lockfileOf(repository, manifest({ a: '1.0.0' }));
    assert.deepEqual(Object.keys(lockfile.packages), [
      '',
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/c',
      'node_modules/p',
    ]);
  });

  it('carries name, version and dependencies of the codebase', () => {
    const lockfile = lockfileOf(repository, manifest({ b: '2.0.0' }));
    assert.deepEqual(
      [lockfile.name, lockfile.version, lockfile.packages['']],
      ['service', '0.2.0', manifest({ b: '2.0.0' })],
    );
  });

  it('forgets that only a tool of the repository needed a package', () => {
    const { packages: locked } = lockfileOf(repository, manifest({ c: '3.0.0' }));
    assert.equal(locked['node_modules/c']?.dev, undefined);
  });

  it('refuses a version that was not tested', () => {
    assert.throws(
      () => lockfileOf(repository, manifest({ b: '1.5.0' })),
      /service needs b 1\.5\.0; the lockfile has 2\.0\.0/,
    );
  });
});
