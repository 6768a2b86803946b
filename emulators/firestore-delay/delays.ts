/** Between two machines of one region, by Firestore's own figures at the median: what its emulator answers in one or two. */
const READ_MS = 25;
const COMMIT_MS = 80;

const READS = [
  'BatchGetDocuments',
  'BeginTransaction',
  'GetDocument',
  'ListDocuments',
  'RunAggregationQuery',
  'RunQuery',
] as const;
const COMMITS = ['BatchWrite', 'Commit', 'CreateDocument', 'DeleteDocument', 'UpdateDocument'] as const;

/** What takes time in production. Listeners and what they are sent do not: they take theirs after the commit. */
const DELAYS: ReadonlyMap<string, number> = new Map([
  ...READS.map((method) => [method, READ_MS] as const),
  ...COMMITS.map((method) => [method, COMMIT_MS] as const),
]);

export function delayOf(method: string): number {
  return DELAYS.get(method) ?? 0;
}

/** The last part of a gRPC path, `/google.firestore.v1.Firestore/Commit`. */
export function grpcMethod(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The same method by its HTTP binding: `POST /v1/…/documents:commit`, `GET /v1/…/documents/matches/m`. Others of the emulator's paths have none. */
export function httpMethod(verb: string, url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  const documents = /^\/v1[^/]*\/projects\/[^/]+\/databases\/[^/]+\/documents(.*)$/.exec(path)?.[1];
  if (documents === undefined) return '';
  const custom = /:(\w)(\w*)$/.exec(documents);
  if (custom) return custom[1]?.toUpperCase() + (custom[2] === 'atchGet' ? 'atchGetDocuments' : (custom[2] ?? ''));
  // Collections and documents take turns.
  const isDocument = documents.split('/').length % 2 === 1;
  return (
    {
      GET: isDocument ? 'GetDocument' : 'ListDocuments',
      PATCH: 'UpdateDocument',
      POST: 'CreateDocument',
      DELETE: 'DeleteDocument',
    }[verb] ?? ''
  );
}
