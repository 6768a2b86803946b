import { parseArgs } from 'node:util';

const HELP = `npm run refold -- [--match M]

Makes the public documents of scorecards and contests what the packed rows and entries say by the rules of this release, and deletes what no
longer follows. Run it after a change of rules. It takes the project from GCLOUD_PROJECT, and the emulator from FIRESTORE_EMULATOR_HOST.

  --match M   one match (default: every match)
  --help      this text
`;

/** How one service makes its documents anew. */
export interface Refolder {
  service: string;
  matchIds(): Promise<string[]>;
  /** @returns documents written; 0 when all stood right */
  refold(matchId: string): Promise<number>;
}

/** Command line of `npm run refold`, for one service. */
export async function refoldCommand({ service, matchIds, refold }: Refolder, argv: string[]): Promise<void> {
  const { values } = parseArgs({ args: argv, options: { match: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) return void process.stdout.write(HELP);
  const ids = values.match === undefined ? await matchIds() : [values.match];
  let documents = 0;
  for (const [index, matchId] of ids.entries()) {
    const writes = await refold(matchId);
    documents += writes;
    const what = writes ? `${writes} documents` : 'stood right';
    process.stdout.write(`${service} ${index + 1}/${ids.length} ${matchId}: ${what}\n`);
  }
  process.stdout.write(`${service}: ${ids.length} matches, ${documents} documents written\n`);
}
