import assert from 'node:assert/strict';
import type { Host } from '@fanfold/emulators/host/host';
import { startServices } from '@fanfold/emulators/stack/services';
import { MATCH_CHANGES_TOPIC } from '@fanfold/kit/messages';
import { PubSub } from '@google-cloud/pubsub';
import type { Firestore } from 'firebase-admin/firestore';
import { openFirestore } from '../support/firestore.ts';

const EMULATORS = ['PUBSUB_EMULATOR_HOST', 'FIRESTORE_EMULATOR_HOST', 'FIREBASE_AUTH_EMULATOR_HOST'];

/** The service in processes of its own, on a project of its own. */
export interface HostedFantasy {
  db: Firestore;
  pubsub: PubSub;
  host: Host;
  /** What the processes print. */
  lines: string[];
  /** Sends changes as the connector does; returns when Pub/Sub has them. */
  publish: (message: string) => Promise<void>;
  stop: () => Promise<void>;
}

export async function hostFantasy(): Promise<HostedFantasy> {
  const { projectId, db, close } = openFirestore();
  const pubsub = new PubSub({ projectId });
  const lines: string[] = [];
  const host = await startServices({
    projectId,
    env: Object.fromEntries(EMULATORS.map((name) => [name, process.env[name] ?? ''])),
    only: ['fantasy'],
    onLine: (name, line) => lines.push(`${name} ${line}`),
  });
  assert.deepEqual([...host.failed], []);
  return {
    db,
    pubsub,
    host,
    lines,
    publish: async (message) => {
      const topic = pubsub.topic(MATCH_CHANGES_TOPIC, { batching: { maxMessages: 1 } });
      await topic.publishMessage({ data: Buffer.from(message) });
    },
    stop: async () => {
      await host.stop();
      await pubsub.close();
      await close();
    },
  };
}
