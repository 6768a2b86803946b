import { refoldCommand } from '@fanfold/kit/refold-command';
import { scorecardProjector } from './projector.ts';

await refoldCommand(scorecardProjector, process.argv.slice(2));
