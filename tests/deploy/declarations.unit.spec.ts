import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TOPICS } from '@fanfold/kit/messages';
import { readParameters } from '@fanfold/tools/build/parameters';
import { SERVICES } from '@fanfold/tools/build/services';
import type { Endpoint, Manifest } from '@fanfold/tools/deploy/manifest';
import { manifestProblems } from '@fanfold/tools/deploy/manifest-problems';
import { root } from '@fanfold/tools/root';

/** An export of a service, if it is a function. */
interface Exported {
  __endpoint?: Endpoint & { region?: { toCEL: () => string } };
  __requiredAPIs?: Manifest['requiredAPIs'];
}

const exportsOf = async (service: string) =>
  Object.entries((await import(`@fanfold/${service}`)) as Record<string, Exported>);

/** What the exports of a service declare, as the SDK writes it down for the CLI. */
async function manifestOf(service: string): Promise<Manifest> {
  const endpoints = (await exportsOf(service)).map(([name, { __endpoint }]) => {
    assert.ok(__endpoint, `${service} exports ${name}, which is no function`);
    const { region, ...declared } = __endpoint;
    return [name, { ...(JSON.parse(JSON.stringify(declared)) as Endpoint), region: region?.toCEL() ?? '' }] as const;
  });
  return { endpoints: Object.fromEntries(endpoints), requiredAPIs: [] };
}

const firebaseJson = JSON.parse(readFileSync(resolve(root, 'firebase.json'), 'utf8')) as {
  functions: { codebase: string; source: string; configDir: string; ignore: string[]; predeploy: string }[];
};

describe('what the services declare', () => {
  for (const service of SERVICES) {
    it(`says region, memory, timeout and retry of every function of ${service}, and listens to topics of the list only`, async () => {
      const manifest = await manifestOf(service);
      assert.notEqual(Object.keys(manifest.endpoints).length, 0);
      const topics = new Set(Object.keys(TOPICS));
      assert.deepEqual(manifestProblems(manifest, { topics, parameters: readParameters() }), []);
    });
  }

  it('uses each name for one function: a project has one space of names', async () => {
    const names = (await Promise.all(SERVICES.map(exportsOf))).flat().map(([name]) => name);
    assert.deepEqual(
      names.filter((name, at) => names.indexOf(name) !== at),
      [],
    );
  });

  it('is a codebase each in firebase.json, built before it is deployed, with the parameters of all', () => {
    assert.deepEqual(
      firebaseJson.functions,
      SERVICES.map((service) => ({
        codebase: service,
        source: `functions/${service}/dist`,
        configDir: 'functions',
        ignore: ['node_modules', '.git', '*.local'],
        runtime: 'nodejs22',
        predeploy: `npm run build -- ${service}`,
      })),
    );
  });

  it('is linted as services that import only game and kit', async () => {
    const { default: config } = (await import(resolve(root, 'eslint.config.js'))) as {
      default: { files?: string[]; rules?: Record<string, unknown> }[];
    };
    for (const service of SERVICES) {
      const own = config.find(({ files }) => files?.includes(`functions/${service}/**/*.{ts,tsx}`));
      assert.match(JSON.stringify(own?.rules), /may import only: @fanfold\/game, @fanfold\/kit\./);
    }
  });

  it('stands in package.json, in the tests and in the type check', () => {
    const read = (file: string) => readFileSync(resolve(root, file), 'utf8');
    for (const service of SERVICES) {
      assert.match(read('package.json'), new RegExp(`"functions/${service}"`));
      assert.match(read('tsconfig.json'), new RegExp(`"functions/${service}"`));
    }
  });
});
