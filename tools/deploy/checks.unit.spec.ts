import assert from 'node:assert/strict';
import { checksOf } from './checks.ts';
import type { Deployment } from './deployment.ts';

const event = { eventType: 'messagePublished', eventFilters: { topic: 'changes.match' }, retry: true };
const deployment: Deployment = {
  project: 'league',
  region: 'europe-west1',
  services: { fantasy: { endpoints: { onMatch: { eventTrigger: event }, saveEntry: {} }, requiredAPIs: [] } },
  topics: { 'changes.match': { about: 'rows', retentionDays: 7 } },
};
const [functions, topics, subscriptions] = checksOf(deployment).map(
  ({ problems }) =>
    (listed: object[]) =>
      problems(JSON.stringify(listed)),
) as [Problems, Problems, Problems];

type Problems = (listed: object[]) => string[];

const deployed = (name: string, fields: object = {}) => ({
  name: `projects/league/locations/europe-west1/functions/${name}`,
  state: 'ACTIVE',
  labels: { 'firebase-functions-codebase': 'fantasy' },
  ...fields,
});
const topic = (name: string) => ({ name: `projects/league/topics/${name}` });
const subscription = (name: string, of: string, fields: object = {}) => ({
  name: `projects/league/subscriptions/${name}`,
  topic: topic(of).name,
  ...fields,
});

describe('the checks after a deployment', () => {
  it('find nothing wrong where all is there', () => {
    const foreign = deployed('theirs', { labels: {} });
    assert.deepEqual(functions([deployed('onMatch'), deployed('saveEntry'), foreign]), []);
    assert.deepEqual(topics([topic('changes.match'), topic('changes.match.dead')]), []);
    const push = { pushConfig: { pushEndpoint: 'https://x' }, deadLetterPolicy: { deadLetterTopic: 'd' } };
    const listed = [subscription('eventarc-1', 'changes.match', push), subscription('dead', 'changes.match.dead')];
    assert.deepEqual(subscriptions(listed), []);
  });

  it('find a function that the CLI has not deployed', () =>
    assert.deepEqual(functions([deployed('onMatch')]), ['saveEntry is missing']));

  it('find a function that does not run, or runs elsewhere, or is no longer ours', () => {
    const elsewhere = 'projects/league/locations/us-central1/functions/saveEntry';
    const listed = [
      deployed('onMatch', { state: 'FAILED' }),
      deployed('saveEntry', { name: elsewhere }),
      deployed('old'),
    ];
    assert.deepEqual(functions(listed), [
      'onMatch is in state FAILED',
      'saveEntry is missing',
      `${elsewhere} is deployed, and not in our codebases`,
      'projects/league/locations/europe-west1/functions/old is deployed, and not in our codebases',
    ]);
  });

  it('find topics that are missing, of dead letters too', () =>
    assert.deepEqual(topics([topic('changes.match')]), ['the topic changes.match.dead is missing']));

  it('find dead letters that nobody keeps, and a function without a dead-letter topic', () => {
    const push = { pushConfig: { pushEndpoint: 'https://x' } };
    assert.deepEqual(subscriptions([subscription('eventarc-1', 'changes.match', push)]), [
      'nothing keeps what changes.match.dead gets',
      'eventarc-1 has no dead-letter topic',
    ]);
  });
});
