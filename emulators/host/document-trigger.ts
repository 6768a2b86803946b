import { randomUUID } from 'node:crypto';
import type { Firestore, QueryDocumentSnapshot, QuerySnapshot } from 'firebase-admin/firestore';
import { EventDelivery } from './event-delivery.ts';
import { wireDocument, wireTime } from './wire-form.ts';

const LISTEN_AGAIN_MS = 1_000;

export interface DocumentTriggerOptions {
  projectId: string;
  /** Pattern of paths, e.g. `contests/{contestId}/entries/{entryId}`. */
  document: string;
  /** Of the function. */
  url: string;
  /** Gets what cannot be delivered, and why. */
  onProblem: (problem: string) => void;
}

/**
 * Does what Eventarc does for a deployed function: each document of the pattern that is written or deleted becomes an event, delivered at
 * least once and in no order. The documents that are there at the start come first, so that nothing is lost between two runs. Unlike
 * Eventarc it makes one event of writes that a listener does not see apart.
 *
 * @returns ends it
 */
export function startDocumentTrigger(db: Firestore, options: DocumentTriggerOptions): () => void {
  const { projectId, document, url, onProblem } = options;
  const delivery = new EventDelivery(url);
  const isMatch = matcherOf(document);
  const known = new Map<string, QueryDocumentSnapshot>();
  const send = (before: QueryDocumentSnapshot | undefined, after: QueryDocumentSnapshot | undefined) => {
    const id = randomUUID();
    const event = () => writtenEvent(projectId, id, before, after);
    delivery.deliver(event).catch((error: unknown) => onProblem(`${document}: ${String(error)}`));
  };
  const take = (path: string, after: QueryDocumentSnapshot | undefined) => {
    const before = known.get(path);
    if (after && before?.updateTime.isEqual(after.updateTime)) return;
    if (after) known.set(path, after);
    else known.delete(path);
    if (before ?? after) send(before, after);
  };
  let stopListening = () => {};
  let timer: NodeJS.Timeout | undefined;
  const listen = () => {
    let isFirst = true;
    stopListening = db.collectionGroup(collectionOf(document)).onSnapshot(
      (snapshot) => {
        // Deleted while nobody was listening.
        if (isFirst) for (const path of missingFrom(snapshot, known)) take(path, undefined);
        isFirst = false;
        for (const { type, doc } of snapshot.docChanges()) {
          if (isMatch(doc.ref.path)) take(doc.ref.path, type === 'removed' ? undefined : doc);
        }
      },
      (error) => {
        onProblem(`${document}: ${error.message}; listening again`);
        timer = setTimeout(listen, LISTEN_AGAIN_MS);
      },
    );
  };
  listen();
  return () => {
    clearTimeout(timer);
    stopListening();
    delivery.stop();
  };
}

/** https://googleapis.github.io/google-cloudevents: google.events.cloud.firestore.v1.DocumentEventData, as JSON */
function writtenEvent(
  project: string,
  id: string,
  before: QueryDocumentSnapshot | undefined,
  after: QueryDocumentSnapshot | undefined,
): object {
  const at = after ?? before;
  if (!at) throw new Error('Nothing was written.');
  return {
    specversion: '1.0',
    id,
    type: 'google.cloud.firestore.document.v1.written',
    source: `//firestore.googleapis.com/projects/${project}/databases/(default)`,
    subject: `documents/${at.ref.path}`,
    time: wireTime(after?.updateTime ?? at.readTime),
    datacontenttype: 'application/json',
    project,
    database: '(default)',
    namespace: '(default)',
    location: 'us-central1',
    document: at.ref.path,
    data: {
      ...(after && { value: wireDocument(project, after) }),
      ...(before && { oldValue: wireDocument(project, before) }),
    },
  };
}

function collectionOf(document: string): string {
  return document.split('/').at(-2) ?? '';
}

function matcherOf(document: string): (path: string) => boolean {
  const wanted = document.split('/');
  return (path) => {
    const found = path.split('/');
    return found.length === wanted.length && wanted.every((name, at) => name.startsWith('{') || name === found[at]);
  };
}

function missingFrom(snapshot: QuerySnapshot, known: ReadonlyMap<string, unknown>): string[] {
  const present = new Set(snapshot.docs.map(({ ref }) => ref.path));
  return [...known.keys()].filter((path) => !present.has(path));
}
