import { answerOf, callable, conflictsOf, documentId, once, transact } from '@fanfold/kit/calls';
import { inboxFunction } from '@fanfold/kit/messages';
import { projectFirestore } from '@fanfold/kit/ops';
import { z } from 'zod';

/** A service of its own: fans cheer for a match, in the app or by what other services publish, and see how often they did. */
export const CHEERS_TOPIC = 'test.cheers';

export const cheerSchema = z.strictObject({
  id: documentId,
  uid: documentId,
  matchId: documentId,
  times: z.int().min(1).max(10),
});
type Cheer = z.infer<typeof cheerSchema>;

/** `cheers/{match}:{uid}`: `count`, and below it a record per cheer. All cheers are of one fan and match. */
function count(cheers: readonly Cheer[]) {
  const db = projectFirestore();
  const counter = db.doc(`cheers/${cheers[0]?.matchId}:${cheers[0]?.uid}`);
  return transact(db, (transaction) =>
    once<Cheer, number>(transaction, {
      items: cheers,
      record: ({ id }) => counter.collection('records').doc(id),
      reads: [counter],
      apply: (fresh, _, [before]) => {
        let sum = Number(before?.get('count') ?? 0);
        const effects = fresh.map(({ times }) => ({ answer: (sum += times) }));
        transaction.set(counter, { uid: cheers[0]?.uid, count: sum });
        return effects;
      },
    }),
  );
}

export const onCheers = inboxFunction(CHEERS_TOPIC, {
  service: 'cheers',
  schema: cheerSchema,
  keyOf: ({ matchId, uid }) => `${matchId}:${uid}`,
  take: async (cheers) => conflictsOf(await count(cheers)),
});

/** Answers how often the fan has cheered for the match. */
export const cheer = callable(cheerSchema.omit({ uid: true }), async (input, { uid }) => ({
  count: answerOf(await count([{ ...input, uid }])),
}));

export const rules = `
  match /cheers/{id} {
    allow get: if request.auth != null && resource.data.uid == request.auth.uid;
  }`;
