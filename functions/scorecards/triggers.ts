import { liveTrigger } from '@fanfold/kit/commit';
import { scorecardProjector } from './projector.ts';

/** Every change of a match's rows, into its scorecard. */
export const onMatchChanges = liveTrigger(scorecardProjector);
