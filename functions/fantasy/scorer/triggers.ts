import { changesEpoch, eventOptions, projectFirestore, projectPubSub } from '@fanfold/kit/ops';
import { publishItems, publishTo } from '@fanfold/kit/messages';
import { changesTrigger, livePace } from '@fanfold/kit/commit';
import { onDocumentWritten } from 'firebase-functions/firestore';
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
    publishItems,
    pace: livePace,
    epoch: () => changesEpoch.value(),
  });
}

/** Every change of a match's rows, into the points of its contests. */
export const scoreMatchChanges = changesTrigger(scorer, SCORER_MEMORY);

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
