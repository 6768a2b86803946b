import assert from 'node:assert/strict';
import { type Command, shellText } from './command.ts';
import type { Deployment } from './deployment.ts';
import type { Endpoint } from './manifest.ts';
import { planOf } from './plan.ts';

const onTopic: Endpoint = {
  timeoutSeconds: 60,
  eventTrigger: { eventType: 'messagePublished', eventFilters: { topic: 'changes.match' }, retry: true },
};
const onDocument: Endpoint = {
  timeoutSeconds: 540,
  eventTrigger: {
    eventType: 'written',
    eventFilters: { database: '(default)' },
    eventFilterPathPatterns: { document: 'contests/{c}' },
    retry: true,
  },
};
const call: Endpoint = { callableTrigger: {}, secretEnvironmentVariables: [{ key: 'SIGNING_KEY' }] };

const deployment: Deployment = {
  project: 'league',
  region: 'europe-west1',
  services: {
    scorecards: { endpoints: { onMatch: onTopic }, requiredAPIs: [] },
    fantasy: {
      endpoints: { onEntry: onDocument, saveEntry: call },
      requiredAPIs: [{ api: 'cloudscheduler.googleapis.com', reason: 'schedules' }],
    },
  },
  topics: {
    'changes.match': { about: 'rows', retentionDays: 7 },
    'match.moments': { about: 'moments', retentionDays: 3 },
  },
};

const lines = planOf(deployment).map(({ command }) => shellText(command));

/** Where the first command stands that says all of this. */
function at(...texts: string[]): number {
  const found = lines.findIndex((line) => texts.every((text) => line.includes(text)));
  assert.notEqual(found, -1, `no step says ${texts.join(' and ')}`);
  return found;
}

describe('the plan of a deployment', () => {
  it('enables what the manifests ask for', () => {
    const line = lines[at('gcloud services enable')] ?? '';
    assert.match(line, /cloudscheduler\.googleapis\.com/);
    assert.match(line, /pubsub\.googleapis\.com/);
  });

  it('creates every topic of the list with its retention', () => {
    at('pubsub topics create changes.match ', '--message-retention-duration=7d');
    at('pubsub topics update match.moments', '--message-retention-duration=3d');
  });

  it('keeps the dead letters of each topic that a function listens to, and those of documents', () => {
    for (const topic of ['changes.match.dead', 'documents.dead']) {
      at(`pubsub topics create ${topic}`);
      at(`pubsub subscriptions create ${topic} --topic=${topic}`, '--expiration-period=never');
      at(`pubsub topics add-iam-policy-binding ${topic}`, 'roles/pubsub.publisher');
    }
    assert.ok(!lines.some((line) => line.includes('match.moments.dead')));
  });

  it('sets dead letters and an ack deadline above the timeout on the subscription of each event function, and of no other', () => {
    at(
      'pubsub subscriptions update',
      'describe onMatch ',
      '--ack-deadline=70',
      '--dead-letter-topic=changes.match.dead',
    );
    at('pubsub subscriptions update', 'describe onEntry ', '--ack-deadline=550', '--dead-letter-topic=documents.dead');
    assert.ok(!lines.some((line) => line.includes('describe saveEntry')));
  });

  it('looks for the secrets of the functions', () => void at('gcloud secrets describe SIGNING_KEY'));

  it('has topics before functions, functions before their subscriptions, all before the connector, and the page last', () => {
    const order = [
      at('topics create changes.match '),
      at('--only firestore:indexes'),
      at('--only firestore:rules'),
      at('--only functions:scorecards'),
      at('--only functions:fantasy'),
      at('pubsub subscriptions update'),
      at('worker-pools deploy changelog'),
      at('--only hosting'),
    ];
    assert.deepEqual(
      [...order].sort((a, b) => a - b),
      order,
    );
    assert.equal(order.at(-1), lines.length - 1);
  });

  it('names the project in every command of gcloud and firebase', () => {
    for (const line of lines) assert.match(line, /league|^npm run build/);
  });
});

describe('shellText', () => {
  const cases: [command: Command, text: string][] = [
    [['a', '--b=c', 'x/y'], 'a --b=c x/y'],
    [['--format=value(name)', "it's"], `'--format=value(name)' 'it'\\''s'`],
    [[{ before: 'p-', outputOf: ['q', 'r s'], after: '@t' }], `"p-$(q 'r s')@t"`],
  ];
  for (const [command, text] of cases) it(`writes ${text}`, () => assert.equal(shellText(command), text));
});
