import {
  changesEpoch,
  eventOptions,
  keepDeadLetters,
  minInstances,
  projectFirestore,
  projectPubSub,
} from '@fanfold/kit/ops';
import { publishAll, publishTo } from '@fanfold/kit/messages';
import { changesTrigger, livePace } from '@fanfold/kit/commit';
import { onDocumentWritten } from 'firebase-functions/firestore';
import { SERVICE } from './state.ts';
import { entryDocumentSchema, entryRecord } from './entry-document.ts';
import { Scorer, type ScorerOptions } from './scorer.ts';

/** A contest of a million entries takes about half of it. */
export const SCORER_MEMORY = '1GiB';

let started: Scorer | undefined;

/** The scorer of this instance. All functions that run in one process share it. */
export function scorer(): Scorer {
  started ??= createScorer();
  return started;
}

/** A scorer of the project, by its parameters. */
export function createScorer(options: Pick<ScorerOptions, 'maxBytes'> = {}): Scorer {
  return new Scorer({
    ...options,
    db: projectFirestore(),
    publish: publishTo(projectPubSub()),
    publishItems: (topic, items) => publishAll(projectPubSub(), topic, items),
    pace: livePace,
    epoch: () => changesEpoch.value(),
  });
}

/** Every change of a match's rows, into the points of its contests. */
export const scoreMatchChanges = changesTrigger(scorer, SCORER_MEMORY);

/** Contest -> match: it never changes. */
const matches = new Map<string, string>();

/** Every team saved and every power-up used, into the packed blocks that scores are computed from. */
export const onEntryWritten = onDocumentWritten(
  eventOptions({
    document: 'contests/{contestId}/entries/{entryId}',
    memory: SCORER_MEMORY,
    timeoutSeconds: 60,
    minInstances,
    maxInstances: 1,
    concurrency: 500,
  }),
  async ({ params: { contestId, entryId }, data }) => {
    const fields = data?.after.data();
    // Entries are never deleted; should one be, what the fan was promised still counts.
    if (!fields) return;
    const parsed = entryDocumentSchema.safeParse(fields);
    if (!parsed.success) {
      const path = `contests/${contestId}/entries/${entryId}`;
      const letter = {
        code: 'badRow',
        message: `${path}: ${parsed.error.message}`,
        table: null,
        payload: path,
      } as const;
      return keepDeadLetters(projectFirestore(), SERVICE, [letter]);
    }
    await scorer().enter(await matchOf(contestId), contestId, entryRecord(entryId, parsed.data));
  },
);

/** Terms of a contest that have been set, into its documents: nobody waits for the next ball to see them. */
export const onTermsWritten = onSetByOps('terms');

/** What ops have said about a contest, into its documents. */
export const onDirectiveWritten = onSetByOps('directives');

/** A document of a contest that a call of ops writes, with the match's `rev` raised. */
function onSetByOps(name: string) {
  return onDocumentWritten(
    eventOptions({
      document: `contests/{contestId}/state/${name}`,
      memory: SCORER_MEMORY,
      timeoutSeconds: 60,
      maxInstances: 1,
    }),
    async ({ data }) => {
      const matchId = data?.after.get('matchId') as string | undefined;
      if (matchId !== undefined) await scorer().showTerms(matchId);
    },
  );
}

async function matchOf(contestId: string): Promise<string> {
  const known = matches.get(contestId);
  if (known !== undefined) return known;
  const matchId = (await projectFirestore().doc(`contests/${contestId}`).get()).get('matchId') as string | undefined;
  if (matchId === undefined) throw new Error(`there is no contest ${contestId}, but an entry in it`);
  matches.set(contestId, matchId);
  return matchId;
}
