import { projectFirestore } from '@fanfold/kit/ops';
import { ProjectionStore, refoldScope } from '@fanfold/kit/commit';
import { refoldCommand } from './refold-command.ts';
import { scorecardProjector } from '@fanfold/scorecards/projector';

const store = new ProjectionStore(projectFirestore(), scorecardProjector);
const refolder = {
  service: scorecardProjector.service,
  matchIds: () => store.scopes(),
  refold: (matchId: string) => refoldScope(store, matchId),
};

process.exitCode = await refoldCommand(refolder, process.argv.slice(2));
