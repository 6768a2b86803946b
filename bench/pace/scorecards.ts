import { type Pace, projectorIntake } from '@fanfold/kit/commit';
import { onMatchChanges } from '@fanfold/scorecards/index';
import { scorecardProjector } from '@fanfold/scorecards/projector';
import type { Firestore } from 'firebase-admin/firestore';
import type { MatchFeed } from './feed.ts';
import { PushedFunction } from './pushed-function.ts';

/** One instance of the scorecards function, behind its push; it publishes nothing. */
export function pushedScorecards(db: Firestore, pace: Pace): PushedFunction {
  const { concurrency } = onMatchChanges.__endpoint;
  if (typeof concurrency !== 'number') throw new Error('onMatchChanges declares no concurrency');
  const intake = projectorIntake({
    db,
    projector: scorecardProjector,
    publish: () => Promise.resolve(),
    pace: () => pace,
    epoch: () => 0,
  });
  return new PushedFunction({ concurrency, handle: (text) => intake.handle(text) });
}

/** Returns when the function has all that was entered of these matches before. */
export async function enter(feeds: readonly MatchFeed[], pushed: PushedFunction): Promise<void> {
  await Promise.all(feeds.map(({ before }) => pushed.publish({ text: before, kind: 'quiet' })));
}
