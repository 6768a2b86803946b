import { FantasyStore } from '@fanfold/fantasy/scorer/fantasy-store';
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
        const states = Object.keys((await db.doc(`matches/${matchId}/state/fantasy`).get()).get('contests') ?? {});
        const ids = new Set([matchId, ...states]);
        const documents = [...ids].flatMap((id) => [db.doc(`contests/${id}`), db.doc(`contests/${id}/live/standings`)]);
        return highestRev(await db.getAll(...documents));
      },
    },
  ];
}

function highestRev(documents: readonly DocumentSnapshot[]): number {
  return Math.max(0, ...documents.map((document) => (document.get('rev') as number | undefined) ?? 0));
}
