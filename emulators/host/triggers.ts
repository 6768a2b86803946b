import { MAX_DELIVERY_ATTEMPTS } from '@fanfold/tools/deploy/dead-letters';
import type { Message, PubSub } from '@google-cloud/pubsub';
import type { DeployedFunction } from './deployed-function.ts';
import { createDocumentTrigger } from './document-trigger.ts';
import type { Gateway } from './gateway.ts';
import { type HostEvent, isTaken } from './events.ts';
import { pushBodyOf } from './push-message.ts';
import { createPushSubscription } from './push-subscription.ts';
import { startSchedule } from './schedule.ts';

/** Messages of one function that another one gets instead: the same subscription brings both. */
export interface Diversion {
  from: string;
  to: string;
  when: (data: Buffer) => boolean;
}

export interface Surroundings {
  projectId: string;
  pubsub: PubSub;
  gateway: Gateway;
  /** host:port of the Firestore emulator. */
  firestoreHost: string | undefined;
  /** How much faster than the clock time passes for schedules. */
  scheduleSpeed: number;
  onEvent: (event: HostEvent) => void;
}

/**
 * Sends a function what triggers it.
 *
 * @param divert where a message goes instead
 * @returns ends it
 */
export async function connect(
  deployed: DeployedFunction,
  surroundings: Surroundings,
  divert: (message: Message) => DeployedFunction | undefined,
): Promise<() => unknown> {
  const { projectId, pubsub, gateway, firestoreHost, scheduleSpeed, onEvent } = surroundings;
  const { name, trigger } = deployed.declared;
  /** Without `retry` what a function fails on is acknowledged, and lost. */
  const isDone = (retry: boolean, receiver: DeployedFunction, id: string, status: number): boolean => {
    if (isTaken(status)) return true;
    onEvent({ event: retry ? 'deliveryFailed' : 'eventLost', function: receiver.declared.name, id, status });
    return !retry;
  };
  switch (trigger.kind) {
    case 'topic': {
      // The framework reads the topic's name from the path.
      const path = `/projects/${projectId}/topics/${trigger.topic}`;
      const subscription = `host.${name}`;
      const push = async (message: Message) => {
        const receiver = divert(message) ?? deployed;
        const body = pushBodyOf(message, `projects/${projectId}/subscriptions/${subscription}`);
        const status = await receiver.handle({ path, headers: { 'content-type': 'application/json' }, body });
        const done = isDone(trigger.retry, receiver, message.id, status);
        if (!done && message.deliveryAttempt >= MAX_DELIVERY_ATTEMPTS)
          onEvent({ event: 'deadLettered', function: receiver.declared.name, id: message.id, topic: trigger.topic });
        return done;
      };
      const onError = (error: Error) => onEvent({ event: 'pullFailed', function: name, error: error.message });
      return createPushSubscription(pubsub, { name: subscription, topic: trigger.topic, push, onError });
    }
    case 'document': {
      if (firestoreHost === undefined) throw new Error('FIRESTORE_EMULATOR_HOST is not set.');
      const url = gateway.deliver(name, async (headers, body) => {
        const status = await deployed.handle({ headers, body });
        return isDone(trigger.retry, deployed, headers['ce-id'] ?? '', status);
      });
      const { document, eventType } = trigger;
      await createDocumentTrigger({ firestoreHost, projectId, document, eventType, url });
      return () => undefined;
    }
    case 'schedule': {
      const run = async (scheduledAt: Date) => {
        const time = scheduledAt.toISOString();
        const headers = { 'x-cloudscheduler-jobname': name, 'x-cloudscheduler-scheduletime': time };
        const status = await deployed.handle({ headers });
        if (!isTaken(status)) onEvent({ event: 'eventLost', function: name, id: time, status });
      };
      return startSchedule({ schedule: trigger.schedule, speed: scheduleSpeed, run });
    }
    case 'call':
      gateway.call(deployed);
      return () => undefined;
  }
}
