import assert from 'node:assert/strict';
import type { Endpoint, Manifest } from './manifest.ts';
import { REGION, manifestProblems } from './manifest-problems.ts';

const sound: Endpoint = {
  region: REGION,
  availableMemoryMb: 512,
  timeoutSeconds: 60,
  eventTrigger: { eventType: 'messagePublished', eventFilters: { topic: 'changes.match' }, retry: true },
};
const surroundings = { topics: new Set(['changes.match']), parameters: { REGION: 'europe-west1' } };

function problemsOf(endpoint: Partial<Endpoint>, params: Manifest['params'] = []): string[] {
  const manifest = { endpoints: { onMatch: { ...sound, ...endpoint } }, params, requiredAPIs: [] };
  return manifestProblems(manifest, surroundings);
}

describe('manifestProblems', () => {
  it('finds none where all is said', () => assert.deepEqual(problemsOf({}, [{ name: 'REGION', type: 'string' }]), []));

  const event = (fields: Partial<Endpoint['eventTrigger']>) => ({ ...sound.eventTrigger, ...fields }) as never;
  const cases: [what: string, endpoint: Partial<Endpoint>, problem: RegExp][] = [
    ['a region of its own', { region: ['us-east1'] }, /^onMatch does not run in the region/],
    ['memory left to the platform', { availableMemoryMb: null }, /memory/],
    ['a timeout left to the platform', { timeoutSeconds: null }, /timeout/],
    ['an event that is not retried', { eventTrigger: event({ retry: false }) }, /not retried/],
    [
      'a topic that nobody creates',
      { eventTrigger: event({ eventFilters: { topic: 'changes.matc' } }) },
      /changes\.matc,/,
    ],
    ['a schedule without a count of retries', { scheduleTrigger: { schedule: 'every 1 minutes' } }, /repeated/],
  ];
  for (const [what, endpoint, problem] of cases) {
    it(`finds ${what}`, () => {
      const problems = problemsOf(endpoint);
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? '', problem);
    });
  }

  it('finds a parameter that the CLI would ask for, but no secret', () =>
    assert.deepEqual(
      problemsOf({}, [
        { name: 'MIN_INSTANCES', type: 'int' },
        { name: 'SIGNING_KEY', type: 'secret' },
      ]),
      ['MIN_INSTANCES has no value in functions/.env'],
    ));
});
