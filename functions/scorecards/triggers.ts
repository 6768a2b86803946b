import { liveTriggers } from '@fanfold/kit/commit';
import { scorecardProjector } from './projector.ts';

/** One trigger per table of the stats database that a scorecard is made of. */
export const onChangesOf = liveTriggers(scorecardProjector);
