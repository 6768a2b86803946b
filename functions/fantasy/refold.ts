import { projectFirestore } from '@fanfold/kit/firebase';
import { refoldCommand } from '@fanfold/kit/refold-command';
import { FantasyStore, SERVICE } from './scorer/fantasy-store.ts';
import { scorer } from './scorer/triggers.ts';

const store = new FantasyStore(projectFirestore());

/** Standings of a match whose points change are settled anew, as after a correction. */
async function refold(matchId: string): Promise<number> {
  const before = await store.load(matchId);
  if (before.rev === 0) return 0;
  await scorer().refold(matchId);
  return (await store.load(matchId)).writes - before.writes;
}

await refoldCommand({ service: SERVICE, matchIds: () => store.matchIds(), refold }, process.argv.slice(2));
