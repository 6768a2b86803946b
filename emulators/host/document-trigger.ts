import { triggerIdOf } from '../suite/firestore-events.ts';

export interface DocumentTriggerOptions {
  /** host:port of the Firestore emulator. */
  firestoreHost: string;
  projectId: string;
  /** Pattern of paths, e.g. `contests/{contestId}/entries/{entryId}`. */
  document: string;
  /** E.g. `google.cloud.firestore.document.v1.written`. */
  eventType: string;
  /** That takes the events. */
  url: string;
}

/** Has the Firestore emulator send events of every document of the pattern to a URL, by the suite's stand-in for Eventarc. */
export async function createDocumentTrigger(options: DocumentTriggerOptions): Promise<void> {
  const { firestoreHost, projectId, document, eventType, url } = options;
  const path = `emulator/v1/projects/${projectId}/eventarcTrigger?eventarcTriggerId=${triggerIdOf(url)}`;
  const answer = await fetch(`http://${firestoreHost}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      eventType,
      database: '(default)',
      namespace: '(default)',
      document: { value: document, matchType: 'PATH_PATTERN' },
    }),
  });
  if (!answer.ok) throw new Error(`the Firestore emulator refused a trigger on ${document}: ${await answer.text()}`);
}
