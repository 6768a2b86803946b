import { projectFirestore } from '@fanfold/kit/ops';
import { MatchStore, refoldMatch } from '@fanfold/kit/commit';
import { refoldCommand } from './refold-command.ts';
import { scorecardProjector } from '@fanfold/scorecards/projector';

const store = new MatchStore(projectFirestore(), scorecardProjector);
const refolder = {
  service: scorecardProjector.service,
  matchIds: () => store.matchIds(),
  refold: (matchId: string) => refoldMatch(store, scorecardProjector, matchId),
};

process.exitCode = await refoldCommand(refolder, process.argv.slice(2));
