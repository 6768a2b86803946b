import { parseArgs } from 'node:util';
import { projectFirestore } from './firebase.ts';
import { MatchStore } from './match-store.ts';
import type { Projector } from './projector.ts';
import { refoldMatch } from './refold.ts';

const HELP = `npm run refold -- [--match M]

Makes the public documents what the rows in the packed state say by the rules of this release, and deletes what no longer follows.
Run it after a change of rules. It takes the project from GCLOUD_PROJECT, and the emulator from FIRESTORE_EMULATOR_HOST.

  --match M   one match (default: every match)
  --help      this text
`;

/** Command line of `npm run refold` for one service. */
export async function refoldCommand(projector: Projector, argv: string[]): Promise<void> {
  const { values } = parseArgs({ args: argv, options: { match: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) return void process.stdout.write(HELP);
  const store = new MatchStore(projectFirestore(), projector);
  const matchIds = values.match === undefined ? await store.matchIds() : [values.match];
  let documents = 0;
  for (const [index, matchId] of matchIds.entries()) {
    const writes = await refoldMatch(store, projector, matchId);
    documents += writes;
    process.stdout.write(
      `${index + 1}/${matchIds.length} ${matchId}: ${writes ? `${writes} documents` : 'stood right'}\n`,
    );
  }
  process.stdout.write(`${matchIds.length} matches, ${documents} documents written\n`);
}
