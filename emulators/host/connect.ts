import type { PubSub } from '@google-cloud/pubsub';
import type { CallsGateway } from './calls-gateway.ts';
import { createDocumentTrigger } from './document-trigger.ts';
import type { HostedFunction } from './hosted-function.ts';
import { createPushSubscription } from './push-subscription.ts';
import { startSchedule } from './schedule.ts';

export interface Surroundings {
  projectId: string;
  pubsub: PubSub;
  gateway: CallsGateway;
  /** host:port of the Firestore emulator. */
  firestoreHost: string | undefined;
}

export interface FunctionConnector {
  /** Sends a function, which answers on this port, what triggers it. */
  connect: (hosted: HostedFunction, port: number) => Promise<void>;
  /** Sends nothing any more. */
  disconnect: () => Promise<void>;
}

export function connectorOf({ projectId, pubsub, gateway, firestoreHost }: Surroundings): FunctionConnector {
  const ends: (() => unknown)[] = [];
  const connect = async (hosted: HostedFunction, port: number): Promise<() => unknown> => {
    const url = `http://127.0.0.1:${port}/${hosted.name}`;
    const { name } = hosted;
    switch (hosted.kind) {
      case 'topic':
        return createPushSubscription(pubsub, {
          name: `host.${name}`,
          topic: hosted.topic,
          url,
          deadLetter: hosted.deadLetter,
        });
      case 'document':
        if (firestoreHost === undefined) throw new Error('FIRESTORE_EMULATOR_HOST is not set.');
        await createDocumentTrigger({ firestoreHost, projectId, document: hosted.document, url });
        return () => undefined;
      case 'schedule':
        return startSchedule({ name, url, everySeconds: hosted.everySeconds });
      case 'calls':
        for (const target of hosted.targets) gateway.route(target, port);
        return () => undefined;
    }
  };
  return {
    connect: async (hosted, port) => void ends.push(await connect(hosted, port)),
    disconnect: async () => {
      await Promise.allSettled(ends.splice(0).map((end) => end()));
    },
  };
}
