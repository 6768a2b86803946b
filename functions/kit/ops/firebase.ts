import { PubSub } from '@google-cloud/pubsub';
import { getApps, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';

let firestore: Firestore | undefined;
let pubsub: PubSub | undefined;

/** The project's Firestore, connected at first use: loading a bundle must touch nothing. */
export function projectFirestore(): Firestore {
  if (!firestore) {
    const app = getApps().find(({ name }) => name === '[DEFAULT]') ?? initializeApp();
    firestore = getFirestore(app);
    firestore.settings({ ignoreUndefinedProperties: true });
  }
  return firestore;
}

export function projectPubSub(): PubSub {
  pubsub ??= new PubSub();
  return pubsub;
}
