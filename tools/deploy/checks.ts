import { type Deployment, deadLetterTopicsOf, functionsOf, gcloud } from './deployment.ts';
import type { Check } from './step.ts';

/** What gcloud prints of each; names are full ones, such as `projects/p/topics/t`. */
interface ListedFunction {
  name: string;
  state: string;
  labels?: Readonly<Record<string, string>>;
}

interface ListedTopic {
  name: string;
}

interface ListedSubscription {
  name: string;
  topic: string;
  pushConfig?: { pushEndpoint?: string };
  deadLetterPolicy?: { deadLetterTopic: string };
}

/** By it the Firebase CLI knows which codebase a function is from. */
const CODEBASE_LABEL = 'firebase-functions-codebase';

/** What is asked after the last step. The CLI is known to report success with functions missing. */
export function checksOf(deployment: Deployment): Check[] {
  return [
    {
      title: 'Every function of ours is deployed and active, and no other of our codebases',
      command: gcloud(deployment, 'functions', 'list', '--v2', '--format=json(name,state,labels)'),
      problems: (output) => functionProblems(deployment, JSON.parse(output) as ListedFunction[]),
    },
    {
      title: 'Every topic is there',
      command: gcloud(deployment, 'pubsub', 'topics', 'list', '--format=json(name)'),
      problems: (output) => topicProblems(deployment, JSON.parse(output) as ListedTopic[]),
    },
    {
      title:
        'Every dead-letter topic has a subscription, and every function on a topic of ours sends its dead letters there',
      command: gcloud(
        deployment,
        ...['pubsub', 'subscriptions', 'list', '--format=json(name,topic,pushConfig,deadLetterPolicy)'],
      ),
      problems: (output) => subscriptionProblems(deployment, JSON.parse(output) as ListedSubscription[]),
    },
  ];
}

function functionProblems(deployment: Deployment, listed: readonly ListedFunction[]): string[] {
  const { project, region, services } = deployment;
  const wanted = new Set(
    functionsOf(deployment).map(([name]) => `projects/${project}/locations/${region}/functions/${name}`),
  );
  const states = new Map(listed.map(({ name, state }) => [name, state]));
  const missing = [...wanted].flatMap((name) => {
    const state = states.get(name);
    if (state === 'ACTIVE') return [];
    return `${idOf(name)} is ${state === undefined ? 'missing' : `in state ${state}`}`;
  });
  const more = listed
    .filter(({ name, labels }) => !wanted.has(name) && (labels?.[CODEBASE_LABEL] ?? '') in services)
    .map(({ name }) => `${name} is deployed, and not in our codebases`);
  return [...missing, ...more];
}

function topicProblems(deployment: Deployment, listed: readonly ListedTopic[]): string[] {
  const names = new Set(listed.map(({ name }) => idOf(name)));
  const wanted = [...Object.keys(deployment.topics), ...deadLetterTopicsOf(deployment)];
  return wanted.filter((name) => !names.has(name)).map((name) => `the topic ${name} is missing`);
}

function subscriptionProblems(deployment: Deployment, listed: readonly ListedSubscription[]): string[] {
  const subscribed = new Set(listed.map(({ topic }) => idOf(topic)));
  const unkept = deadLetterTopicsOf(deployment).filter((name) => !subscribed.has(name));
  const undead = listed.filter(
    ({ topic, pushConfig, deadLetterPolicy }) =>
      idOf(topic) in deployment.topics && pushConfig?.pushEndpoint !== undefined && !deadLetterPolicy,
  );
  return [
    ...unkept.map((name) => `nothing keeps what ${name} gets`),
    ...undead.map(({ name }) => `${idOf(name)} has no dead-letter topic`),
  ];
}

/** Last part of a resource's name. */
function idOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
