import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildPage } from '@fanfold/tools/build/page';

describe('the page as it is deployed', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fanfold-page-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('is built for the project that the environment names', async () => {
    await buildPage(folder, { ...process.env, VITE_PROJECT_ID: 'a-league-of-its-own', VITE_API_KEY: 'k' });
    const html = await readFile(join(folder, 'index.html'), 'utf8');
    const scripts = (await readdir(resolve(folder, 'assets'))).filter((name) => name.endsWith('.js'));
    assert.ok(scripts.some((name) => html.includes(name)));
    const texts = await Promise.all(scripts.map((name) => readFile(resolve(folder, 'assets', name), 'utf8')));
    assert.ok(texts.some((text) => text.includes('a-league-of-its-own')));
  });
});
