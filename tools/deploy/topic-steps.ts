import { type Deployment, deadLetterTopicsOf, gcloud, pubsubAgent } from './deployment.ts';
import { EXISTS, type Step } from './step.ts';

/** How long dead letters are kept for somebody to look at them: the most that Pub/Sub does. */
const DEAD_LETTER_DAYS = 31;

const PERMISSION = 'Ask for the role roles/pubsub.admin in the project.';

/** The topics with their retention, and for each that a function listens to a dead-letter topic with a subscription that keeps what it gets. */
export function topicSteps(deployment: Deployment): Step[] {
  const topics = Object.entries(deployment.topics).flatMap(([name, { retentionDays }]) =>
    topic(deployment, name, retentionDays),
  );
  return [...topics, ...deadLetterTopicsOf(deployment).flatMap((name) => deadLetterTopic(deployment, name))];
}

function topic(deployment: Deployment, name: string, retentionDays: number): Step[] {
  const retention = `--message-retention-duration=${retentionDays}d`;
  return [
    {
      title: `Create the topic ${name}`,
      command: gcloud(deployment, 'pubsub', 'topics', 'create', name, retention),
      isDone: EXISTS,
      onFailure: PERMISSION,
    },
    {
      title: `Keep the messages of ${name} for ${retentionDays} days`,
      command: gcloud(deployment, 'pubsub', 'topics', 'update', name, retention),
      onFailure: PERMISSION,
    },
  ];
}

function deadLetterTopic(deployment: Deployment, name: string): Step[] {
  return [
    {
      title: `Create the topic ${name}`,
      command: gcloud(deployment, 'pubsub', 'topics', 'create', name),
      isDone: EXISTS,
      onFailure: PERMISSION,
    },
    {
      title: `Keep what ${name} gets`,
      command: gcloud(
        deployment,
        ...['pubsub', 'subscriptions', 'create', name, `--topic=${name}`],
        ...[`--message-retention-duration=${DEAD_LETTER_DAYS}d`, '--expiration-period=never'],
      ),
      isDone: EXISTS,
      onFailure: PERMISSION,
    },
    {
      title: `Let Pub/Sub publish to ${name}`,
      command: gcloud(
        deployment,
        ...['pubsub', 'topics', 'add-iam-policy-binding', name],
        ...[pubsubAgent(deployment), '--role=roles/pubsub.publisher'],
      ),
      onFailure: PERMISSION,
    },
  ];
}
