import { projectFirestore } from '@fanfold/kit/firebase';
import { MatchStore } from '@fanfold/kit/match-store';
import { refoldMatch } from '@fanfold/kit/refold';
import { refoldCommand } from '@fanfold/kit/refold-command';
import { scorecardProjector } from './projector.ts';

const store = new MatchStore(projectFirestore(), scorecardProjector);
const refolder = {
  service: scorecardProjector.service,
  matchIds: () => store.matchIds(),
  refold: (matchId: string) => refoldMatch(store, scorecardProjector, matchId),
};

process.exitCode = await refoldCommand(refolder, process.argv.slice(2));
