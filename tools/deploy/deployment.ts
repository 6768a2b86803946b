import type { Topic } from '@fanfold/kit/messages';
import type { Command, Word } from './command.ts';
import { deadLettersOf } from './dead-letters.ts';
import { type Endpoint, type Manifest, topicOf } from './manifest.ts';

/** What is deployed where: all that the plan is made of. */
export interface Deployment {
  project: string;
  region: string;
  /** What each codebase declares, by the service's name. */
  services: Readonly<Record<string, Manifest>>;
  topics: Readonly<Record<string, Topic>>;
}

/** Every function of the deployment. Names are one space for all codebases. */
export function functionsOf({ services }: Deployment): [name: string, endpoint: Endpoint][] {
  return Object.values(services).flatMap(({ endpoints }) => Object.entries(endpoints));
}

/** Events of documents come by topics of Eventarc's own; those that no function takes go here. */
const DOCUMENTS = 'documents';

/** The dead-letter topic of an event function: that of its topic. */
export function deadLetterTopicOf(endpoint: Endpoint): string | undefined {
  return endpoint.eventTrigger && deadLettersOf(topicOf(endpoint.eventTrigger) ?? DOCUMENTS);
}

export function deadLetterTopicsOf(deployment: Deployment): string[] {
  const topics = functionsOf(deployment).flatMap(([, endpoint]) => deadLetterTopicOf(endpoint) ?? []);
  return [...new Set(topics)].sort();
}

/** A command of gcloud that asks nothing. */
export function gcloud({ project }: Deployment, ...words: readonly Word[]): Command {
  return ['gcloud', ...words, `--project=${project}`, '--quiet'];
}

/** A deploy of the Firebase CLI that asks nothing. */
export function firebaseDeploy({ project }: Deployment, only: string, ...more: readonly string[]): Command {
  return ['npx', 'firebase', 'deploy', '--only', only, ...more, '--project', project, '--non-interactive'];
}

/** Pub/Sub's own account in the project, which forwards dead letters. */
export function pubsubAgent(deployment: Deployment): Word {
  const { project } = deployment;
  return {
    before: '--member=serviceAccount:service-',
    outputOf: ['gcloud', 'projects', 'describe', project, '--format=value(projectNumber)'],
    after: '@gcp-sa-pubsub.iam.gserviceaccount.com',
  };
}
