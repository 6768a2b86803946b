import { projectFirestore } from '@fanfold/kit/ops';
import { refoldCommand } from './refold-command.ts';
import { FantasyStore } from '@fanfold/fantasy/scorer/fantasy-store';
import { SERVICE } from '@fanfold/fantasy/scorer/state';
import { createScorer } from '@fanfold/fantasy/scorer/triggers';

const store = new FantasyStore(projectFirestore());
const scorer = createScorer({ maxBytes: 1 });

/** A settled match is settled anew where points or prizes change, as after a correction: only if that is wanted. */
async function refold(matchId: string, settled: boolean): Promise<number | 'settled'> {
  const before = await store.load(matchId);
  if (before.rev === 0) return 0;
  const isSettled = Object.values(before.own.contests).some(({ settlement }) => settlement > 0);
  if (isSettled && !settled) return 'settled';
  await scorer.refold(matchId);
  return (await store.load(matchId)).writes - before.writes;
}

const refolder = { service: SERVICE, matchIds: () => store.scopes(), refold };
process.exitCode = await refoldCommand(refolder, process.argv.slice(2));
