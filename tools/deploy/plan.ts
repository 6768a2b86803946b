import { connectorSteps } from './connector-steps.ts';
import { type Deployment, firebaseDeploy, gcloud } from './deployment.ts';
import { functionSteps } from './function-steps.ts';
import { secretsOf } from './manifest.ts';
import type { Step } from './step.ts';
import { topicSteps } from './topic-steps.ts';

/** What the parts need besides what the SDK names for the functions. */
const APIS = [
  'artifactregistry',
  'cloudbuild',
  'cloudfunctions',
  'eventarc',
  'firebaseappcheck',
  'firebasehosting',
  'firebaserules',
  'firestore',
  'identitytoolkit',
  'pubsub',
  'run',
  'secretmanager',
].map((name) => `${name}.googleapis.com`);

/**
 * The steps of a deployment, in order: a topic is there before what listens to it, and everything that listens before the connector, which is
 * the only one to begin by itself.
 */
export function planOf(deployment: Deployment): Step[] {
  return [
    ...projectSteps(deployment),
    ...topicSteps(deployment),
    {
      title: 'Deploy the indexes of Firestore',
      command: firebaseDeploy(deployment, 'firestore:indexes'),
      onFailure: 'Correct firestore.indexes.json by what the CLI says.',
    },
    {
      title: 'Deploy the rules of Firestore',
      command: firebaseDeploy(deployment, 'firestore:rules'),
      onFailure: 'Correct firestore.rules by what the CLI says.',
    },
    ...functionSteps(deployment),
    ...connectorSteps(deployment),
    {
      title: 'Deploy the page',
      command: firebaseDeploy(deployment, 'hosting'),
      onFailure: 'The project needs a web app: npx firebase apps:create web fanfold.',
    },
  ];
}

function projectSteps(deployment: Deployment): Step[] {
  const manifests = Object.values(deployment.services);
  const required = manifests.flatMap(({ requiredAPIs }) => requiredAPIs.map(({ api }) => api));
  return [
    {
      title: 'Enable the APIs',
      command: gcloud(deployment, 'services', 'enable', ...new Set([...APIS, ...required].sort())),
      onFailure: 'Sign in (gcloud auth login) as an owner of the project, and put it on the Blaze plan.',
    },
    {
      title: 'Create the account that forwards dead letters',
      command: gcloud(deployment, 'beta', 'services', 'identity', 'create', '--service=pubsub.googleapis.com'),
      onFailure: 'Install the component: gcloud components install beta.',
    },
    {
      title: 'Find the database',
      command: gcloud(deployment, 'firestore', 'databases', 'describe', '--database=(default)'),
      onFailure: `Create it; its place is for ever: gcloud firestore databases create --location=${deployment.region}.`,
    },
    ...secretsOf(manifests).map((secret) => ({
      title: `Find the secret ${secret}`,
      command: gcloud(deployment, 'secrets', 'describe', secret),
      onFailure: `Set it: npx firebase functions:secrets:set ${secret} --project ${deployment.project}.`,
    })),
  ];
}
