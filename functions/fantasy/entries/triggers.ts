import { livePace } from '@fanfold/kit/commit';
import { eventOptions, keepDeadLetters, minInstances, projectFirestore } from '@fanfold/kit/ops';
import { onDocumentWritten } from 'firebase-functions/firestore';
import { SERVICE } from '../scorer/state.ts';
import { matchOfContest } from './contest-match.ts';
import { entryDocumentSchema, entryRecord } from './entry-record.ts';
import { EntryStore } from './entry-store.ts';
import { EntryWriter } from './entry-writer.ts';

let started: EntryWriter | undefined;

/** The writer of this instance. All functions that run in one process share it. */
export function entryWriter(): EntryWriter {
  started ??= new EntryWriter({ store: new EntryStore(projectFirestore()), pace: livePace });
  return started;
}

/** Contest -> match. */
const matches = new Map<string, string>();

/** Every team saved and every power-up used, into the packed blocks that scores are computed from. */
export const onEntryWritten = onDocumentWritten(
  eventOptions({
    document: 'contests/{contestId}/entries/{entryId}',
    memory: '512MiB',
    timeoutSeconds: 60,
    minInstances,
    maxInstances: 1,
    concurrency: 500,
  }),
  async ({ params: { contestId, entryId }, data }) => {
    const fields = data?.after.data();
    // That of a fan who is erased is out of its block already. Should another be deleted, what its fan was promised still counts.
    if (!fields) return;
    const payload = `contests/${contestId}/entries/${entryId}`;
    const reject = (code: 'badRow' | 'refusedItem', message: string) =>
      keepDeadLetters(projectFirestore(), SERVICE, [{ code, message, table: null, payload }]);
    const parsed = entryDocumentSchema.safeParse(fields);
    if (!parsed.success) return reject('badRow', `${payload}: ${parsed.error.message}`);
    const matchId = await matchOf(contestId);
    if (matchId === undefined) return reject('refusedItem', `${payload}: there is no such contest`);
    await entryWriter().enter(matchId, contestId, entryRecord(entryId, parsed.data));
  },
);

async function matchOf(contestId: string): Promise<string | undefined> {
  const known = matches.get(contestId);
  if (known !== undefined) return known;
  const matchId = await matchOfContest(projectFirestore(), contestId);
  if (matchId !== undefined) matches.set(contestId, matchId);
  return matchId;
}
