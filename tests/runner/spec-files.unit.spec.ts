import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from '@fanfold/tools/root';
import { KINDS, jobsOf, specFiles } from './spec-files.ts';

describe('spec files', () => {
  const files = KINDS.flatMap((kind) => specFiles(kind, []));

  it('are each in one list', () => {
    const listed = jobsOf(files).flat(2);
    assert.equal(listed.length, files.length);
    assert.deepEqual(new Set(listed), new Set(files));
    assert.ok(files.every(({ path }) => existsSync(resolve(root, path))));
  });

  it('share a list with those that use what only one may have', () => {
    const listOf = (path: string) =>
      jobsOf(files)
        .map((job) => job.flat())
        .find((job) => job.some((file) => file.path === path));
    const paths = listOf('tests/suite/suite.int.spec.ts')?.map(({ path }) => path);
    assert.ok(paths?.includes('tests/deploy/rehearsal.int.spec.ts'));
    assert.ok(!paths?.includes('tests/deploy/declarations.unit.spec.ts'));
    assert.equal(listOf('tests/folding/folding.int.spec.ts')?.length, 1);
  });

  it('have a process of their own, but for unit specs', () => {
    const batches = jobsOf(files).flat();
    assert.ok(batches.every((batch) => batch.length === 1 || batch.every(({ kind }) => kind === 'unit')));
    assert.ok(batches.length < files.length);
  });
});
