import { parseArgs } from 'node:util';

const HELP = `npm run refold -- [--match M] [--settled]

Makes the public documents of scorecards and contests what the packed rows and entries say by the rules of this release; of a scorecard it
deletes what no longer follows. Run it after a change of rules.

It takes the project from GCLOUD_PROJECT, and the emulators from FIRESTORE_EMULATOR_HOST and PUBSUB_EMULATOR_HOST.

  --match M   one match (default: every match)
  --settled   also contests that are settled: where points or prizes are others now, fans are told, and coins are paid or taken back
  --help      this text
`;

/** How one service makes its documents anew. */
export interface Refolder {
  service: string;
  matchIds(): Promise<string[]>;
  /** @returns documents written, 0 when all stood right; `settled`: left alone, unless `settled` is true */
  refold(matchId: string, settled: boolean): Promise<number | 'settled'>;
}

/** Command line of `npm run refold`, for one service. A match that fails is named and holds up no other. @returns exit code */
export async function refoldCommand({ service, matchIds, refold }: Refolder, argv: string[]): Promise<number> {
  const options = readOptions(argv);
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n\n${HELP}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { FIRESTORE_EMULATOR_HOST: firestore, PUBSUB_EMULATOR_HOST: pubsub } = process.env;
  if (Boolean(firestore) !== Boolean(pubsub)) {
    process.stderr.write('Only one of FIRESTORE_EMULATOR_HOST and PUBSUB_EMULATOR_HOST is set; set both or neither.\n');
    return 2;
  }
  const ids = options.match === undefined ? await matchIds() : [options.match];
  let [documents, failures] = [0, 0];
  for (const [index, matchId] of ids.entries()) {
    const say = (what: string) => process.stdout.write(`${service} ${index + 1}/${ids.length} ${matchId}: ${what}\n`);
    try {
      const done = await refold(matchId, options.settled ?? false);
      if (done === 'settled') say('settled, left alone; --settled settles it anew where that changes anything');
      else say(done > 0 ? `${done} documents` : 'stood right');
      if (done !== 'settled') documents += done;
    } catch (error) {
      failures++;
      say(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const failed = failures > 0 ? `, ${failures} failed` : '';
  process.stdout.write(`${service}: ${ids.length} matches, ${documents} documents written${failed}\n`);
  return failures > 0 ? 1 : 0;
}

/** @returns what is wrong, if anything is */
function readOptions(args: string[]): { match?: string; settled?: boolean; help?: boolean } | string {
  try {
    const options = { match: { type: 'string' }, settled: { type: 'boolean' }, help: { type: 'boolean' } } as const;
    return parseArgs({ args, options }).values;
  } catch (error) {
    return (error as Error).message;
  }
}
