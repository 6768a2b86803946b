import { setTimeout as pause } from 'node:timers/promises';
import { configOf, runCommand, UsageError } from '@fanfold/changelog/command';
import { connect } from '@fanfold/changelog/server/connection';
import { type BackfillProgress, backfillKeys } from '@fanfold/fans/keys/backfill-keys';
import { projectFirestore } from '@fanfold/kit/ops';
import { readLocalSecrets } from '../build/parameters.ts';
import { fanPages } from './fan-pages.ts';

const HELP = `npm run backfill -- [--after UID] [--rate N] [--config FILE]

Gives the fans that are in MySQL's table fans the keys of their rows: handles, referral codes, addresses and numbers. The connector must capture
the table before: what changes meanwhile comes by it, and what it has said counts. Cut off, it says how to go on; run again, it changes nothing.

It takes the project from GCLOUD_PROJECT, the emulator from FIRESTORE_EMULATOR_HOST and the secret FAN_KEYS from the environment.

  --after UID     the fans after this one: where another run has stopped
  --rate N        fans a second, at most (1000). It begins with 250, and takes half as many more every five minutes, as Firestore asks
  --config FILE   the connector's configuration (default: CONNECTOR_CONFIG, which a running npm start provides)
  --help          this text

Exit codes: 0 done, 1 failed or cut off, 2 wrong options or configuration.
`;

const print = (text: string) => process.stdout.write(`${text}\n`);
const number = (value: number) => Math.round(value).toLocaleString('en');

await runCommand({
  name: 'npm run backfill',
  help: HELP,
  options: { after: { type: 'string' }, rate: { type: 'string', default: '1000' } },
  run: async ({ after, rate, config }) => {
    const most = Number(rate);
    if (!Number.isInteger(most) || most < 1)
      throw new UsageError(`--rate takes a whole number from 1 up, not "${String(rate)}".`);
    const connector = configOf(config);
    const secret = process.env['FAN_KEYS'] ?? localSecret();
    if (!secret) throw new UsageError('FAN_KEYS is not set: give the secret that the functions have.');
    const connection = await connect(connector);
    let isCut = false;
    process.once('SIGINT', () => (isCut = true));
    const startedMs = performance.now();
    let done: BackfillProgress = { fans: 0, cursor: typeof after === 'string' ? after : null };
    let conflicts = 0;
    let hasEnded = false;
    try {
      hasEnded = await backfillKeys(
        {
          db: projectFirestore(),
          secret: () => secret,
          now: () => new Date(),
          page: fanPages(connection, connector.database, (uid, problem) => print(`UNREADABLE ${uid}: ${problem}`)),
          most,
          clock: () => performance.now(),
          pause: (ms) => pause(ms),
          onConflict: ({ kind, uid, problem }) => {
            conflicts++;
            print(`CONFLICT ${kind} ${uid}: ${problem}`);
          },
          onPage: (progress) => {
            done = progress;
            const rate = done.fans / ((performance.now() - startedMs) / 1_000);
            print(
              `${number(done.fans)} fans, up to ${done.cursor}, ${number(rate)} a second, ${number(conflicts)} conflicts`,
            );
            return !isCut;
          },
        },
        done.cursor,
      );
    } finally {
      await connection.end();
      if (!hasEnded)
        print(`Cut off. To go on: npm run backfill --${done.cursor === null ? '' : ` --after ${done.cursor}`}`);
    }
    if (hasEnded)
      print(
        `Done: ${number(done.fans)} fans, ${number(conflicts)} new conflicts. All there are stand in keyConflicts.`,
      );
    else process.exitCode = 1;
  },
});

/** Of the emulators on this machine. */
function localSecret(): string | undefined {
  return process.env['FIRESTORE_EMULATOR_HOST'] ? readLocalSecrets()['FAN_KEYS'] : undefined;
}
