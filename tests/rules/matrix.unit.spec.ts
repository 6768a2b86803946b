import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from '@fanfold/tools/root';
import { collectionsWithoutRow } from './matrix.ts';

/** The document paths that rules name, such as `/matches/{matchId}/live/scorecard`. */
function pathsOf(rules: string): string[] {
  const blocks: string[] = [];
  const paths: string[] = [];
  for (const line of rules.split('\n').map((text) => text.trim())) {
    const path = /^match (\/\S+) \{$/.exec(line)?.[1];
    if (path !== undefined) paths.push([...blocks, path].join('').replace(/^\/databases\/\{database\}\/documents/, ''));
    if (line.endsWith('{')) blocks.push(path ?? '');
    if (line === '}') blocks.pop();
  }
  return paths.filter((path) => path !== '').map((path) => path.slice(1));
}

describe('the matrix of the rules', () => {
  it('has a row for every collection that firestore.rules name', () => {
    const paths = pathsOf(readFileSync(resolve(root, 'firestore.rules'), 'utf8'));
    assert.ok(paths.includes('matches/{matchId}/live/scorecard'));
    assert.deepEqual(collectionsWithoutRow([...paths, 'nowhere/n']), ['nowhere']);
  });
});
