import { boardNamesPath } from '@fanfold/fantasy/names/board-names';
import { FantasyStore } from '@fanfold/fantasy/scorer/fantasy-store';
import { contestsOf } from '@fanfold/fantasy/scorer/recover-contests';
import { ProjectionStore } from '@fanfold/kit/commit';
import { scorecardProjector } from '@fanfold/scorecards/projector';
import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import type { Rebuilt } from './rebuild-match.ts';

/** The services that keep rows of matches. */
export function rebuiltServices(db: Firestore): Rebuilt[] {
  return [
    {
      store: new ProjectionStore(db, scorecardProjector),
      publishedRev: async (matchId) => {
        const match = db.doc(`matches/${matchId}`);
        const [header, live, moments] = await Promise.all([
          match.get(),
          match.collection('live').get(),
          match.collection('moments').get(),
        ]);
        return highestRev([header, ...live.docs, ...moments.docs]);
      },
    },
    {
      store: new FantasyStore(db),
      publishedRev: async (matchId) => {
        const contests = (await contestsOf(db, matchId)).map((id) => db.doc(`contests/${id}`));
        const found = await Promise.all(
          contests.flatMap((contest) => [
            db.getAll(contest, contest.collection('live').doc('standings'), db.doc(boardNamesPath(contest.id))),
            // Blocks of teams: who holds one compares its rev.
            contest
              .collection('state')
              .select('rev')
              .get()
              .then(({ docs }) => docs),
          ]),
        );
        return highestRev(found.flat());
      },
    },
  ];
}

function highestRev(documents: readonly DocumentSnapshot[]): number {
  return Math.max(0, ...documents.map((document) => (document.get('rev') as number | undefined) ?? 0));
}
