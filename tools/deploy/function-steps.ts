import type { Word } from './command.ts';
import { MAX_DELIVERY_ATTEMPTS } from './dead-letters.ts';
import { type Deployment, deadLetterTopicOf, firebaseDeploy, functionsOf, gcloud, pubsubAgent } from './deployment.ts';
import type { Endpoint } from './manifest.ts';
import type { Step } from './step.ts';

/** Pub/Sub's least and most. */
const [MIN_ACK_DEADLINE_SECONDS, MAX_ACK_DEADLINE_SECONDS] = [10, 600];

/** What a function needs to answer, on top of its timeout. */
const ANSWER_SECONDS = 10;

/** How long an event waits for its function: longer than Eventarc's one day, so that a weekend's fault loses nothing. */
const RETENTION_DAYS = 7;

/** The codebases one by one, then what Eventarc leaves at its defaults. */
export function functionSteps(deployment: Deployment): Step[] {
  const codebases = Object.keys(deployment.services).map((service) => ({
    title: `Deploy the functions of ${service}`,
    // Without --force the CLI asks about retries and warm instances, and about functions that are no longer in the codebase.
    command: firebaseDeploy(deployment, `functions:${service}`, '--force'),
    onFailure: 'What the CLI says of a function is in the log of its build, or in npx firebase functions:log.',
  }));
  return [...codebases, ...functionsOf(deployment).flatMap((named) => subscriptionSteps(deployment, named))];
}

/** Eventarc makes the subscription of an event function: ack deadline, retention and dead letters are set on it afterwards. */
function subscriptionSteps(deployment: Deployment, [name, endpoint]: [string, Endpoint]): Step[] {
  const deadLetterTopic = deadLetterTopicOf(endpoint);
  if (deadLetterTopic === undefined) return [];
  const subscription = subscriptionOf(deployment, name);
  const onFailure = `Look whether ${name} is deployed: npx firebase functions:list --project ${deployment.project}.`;
  return [
    {
      title: `Set up the subscription of ${name}`,
      command: gcloud(
        deployment,
        ...['pubsub', 'subscriptions', 'update', subscription, `--ack-deadline=${ackDeadlineSeconds(endpoint)}`],
        ...[`--message-retention-duration=${RETENTION_DAYS}d`, '--expiration-period=never'],
        ...['--min-retry-delay=1s', '--max-retry-delay=600s'],
        ...[`--dead-letter-topic=${deadLetterTopic}`, `--max-delivery-attempts=${MAX_DELIVERY_ATTEMPTS}`],
      ),
      onFailure,
    },
    {
      title: `Let Pub/Sub take dead letters from the subscription of ${name}`,
      command: gcloud(
        deployment,
        ...['pubsub', 'subscriptions', 'add-iam-policy-binding', subscription],
        ...[pubsubAgent(deployment), '--role=roles/pubsub.subscriber'],
      ),
      onFailure,
    },
  ];
}

/** A message must not come again while its function may still be at work on it. */
function ackDeadlineSeconds({ timeoutSeconds }: Endpoint): number {
  const wanted = (timeoutSeconds ?? 0) + ANSWER_SECONDS;
  return Math.min(Math.max(wanted, MIN_ACK_DEADLINE_SECONDS), MAX_ACK_DEADLINE_SECONDS);
}

/** The subscription of a deployed function, which only Eventarc knows. */
function subscriptionOf(deployment: Deployment, name: string): Word {
  const format = (field: string) => `--format=value(${field})`;
  const { region } = deployment;
  const trigger: Word = {
    outputOf: gcloud(
      deployment,
      ...['functions', 'describe', name, '--v2', `--region=${region}`, format('eventTrigger.trigger')],
    ),
  };
  return {
    outputOf: gcloud(
      deployment,
      ...['eventarc', 'triggers', 'describe', trigger, format('transport.pubsub.subscription')],
    ),
  };
}
