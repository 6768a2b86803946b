import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { TOPICS } from '@fanfold/kit/messages';
import { readParameters } from '@fanfold/tools/build/parameters';
import { SERVICES, buildService, distOf } from '@fanfold/tools/build/services';
import { discover } from '@fanfold/tools/deploy/discover';
import { manifestProblems } from '@fanfold/tools/deploy/manifest-problems';
import { root } from '@fanfold/tools/root';

const run = promisify(execFile);

async function exportsOf(service: string): Promise<string[]> {
  return Object.keys((await import(`@fanfold/${service}`)) as object).sort();
}

describe('a deployment, rehearsed', () => {
  for (const service of SERVICES) {
    it(`installs, loads and discovers ${service} from its dist alone`, async () => {
      await buildService(service);
      const folder = await mkdtemp(join(tmpdir(), `fanfold-${service}-`));
      try {
        await cp(distOf(service), folder, { recursive: true });
        // As Cloud Build does with a lockfile: it fails when lockfile and package.json disagree.
        await run('npm', ['ci', '--omit=dev', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: folder });
        assert.ok(createRequire(join(folder, 'index.js')).resolve('firebase-functions').startsWith(folder));
        const manifest = await discover(folder);
        assert.deepEqual(Object.keys(manifest.endpoints).sort(), await exportsOf(service));
        const topics = new Set(Object.keys(TOPICS));
        assert.deepEqual(manifestProblems(manifest, { topics, parameters: readParameters() }), []);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  }

  it('prints the functions of every service, and deploys them codebase by codebase', async () => {
    const command = ['--import', 'tsx', resolve(root, 'tools/deploy/main.ts'), '--project', 'demo-x', '--dry-run'];
    const { stdout } = await run(process.execPath, command, { cwd: root });
    for (const service of SERVICES) {
      const listed = new RegExp(`^${service}: (.*)$`, 'm').exec(stdout)?.[1]?.split(', ') ?? [];
      assert.deepEqual(listed.sort(), await exportsOf(service));
      assert.match(stdout, new RegExp(`firebase deploy --only functions:${service} --force --project demo-x`));
    }
    for (const topic of Object.keys(TOPICS)) assert.ok(stdout.includes(`pubsub topics create ${topic} `), topic);
  });
});
