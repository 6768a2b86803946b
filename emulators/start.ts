import { writeFileSync } from 'node:fs';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { demoFootball } from '@fanfold/replay/demo-football';
import { loadMatch } from '@fanfold/replay/load';
import { MatchFileError, startingAt } from '@fanfold/replay/script';
import { DemoBrand } from './fans/demo-brand.ts';
import { LocalCalls } from './stack/local-calls.ts';
import { dumpFirestore } from './start/documents.ts';
import { ErrorTally } from './start/error-tally.ts';
import { PROJECT, launch } from './start/launch.ts';
import { HELP, OptionError, type StartOptions, parseOptions } from './start/options.ts';
import { playToTheEnd } from './start/play.ts';
import { writeReport } from './start/report.ts';
import { Supervisor } from './start/supervisor.ts';

/** Seconds that it may take to give all fans their teams; then the start is announced. */
const LONGEST_SEEDING = 3_600;

const options = readOptions();
const supervisor = new Supervisor((part, how) => {
  process.stderr.write(`\n${part} ended unexpectedly (${how}); everything stops. Logs are in .fanfold/logs/.\n`);
  void end(1);
});

async function end(code: number): Promise<never> {
  await supervisor.stop();
  process.exit(code);
}

async function main(): Promise<number> {
  const { matchFiles } = options;
  const announced =
    matchFiles.length > 0 ? await Promise.all(matchFiles.map(loadMatch)) : [demoCricket(), demoFootball()];
  process.stdout.write('Fanfold starts\n');
  const tally = new ErrorTally();
  const { mysqlUrl, env, failed, callsHost } = await launch(
    options,
    announced.map(({ match }) => match.id),
    supervisor,
    (line) => tally.add(line),
  );
  for (const { message } of failed) process.stderr.write(`${message}\n`);
  Object.assign(process.env, env);
  const db = getFirestore(initializeApp({ projectId: PROJECT }));
  const authHost = env['FIREBASE_AUTH_EMULATOR_HOST'] ?? '';
  const brand = new DemoBrand(db, new LocalCalls({ callsHost, authHost }), PROJECT);
  await brand.open();
  // Matches of long ago would have locked their contests long ago.
  const startsAt = new Date(Date.now() + LONGEST_SEEDING * 1000);
  const scripts = announced.map((script) => startingAt(script, startsAt));
  process.stdout.write(
    `Playing ${scripts.map(({ match }) => `${match.homeName} v ${match.awayName}`).join(' and ')}\n`,
  );
  const playing = new AbortController();
  supervisor.onStop(() => playing.abort());
  const figures = await playToTheEnd(db, mysqlUrl, scripts, options, playing.signal, brand);
  const errors = failed.length + tally.errors;
  if (options.report !== undefined) await writeReport(options.report, db, scripts, figures, errors);
  if (options.dump !== undefined) writeFileSync(options.dump, `${JSON.stringify(await dumpFirestore(db), null, 2)}\n`);
  if (!options.exitAtEnd) {
    process.stdout.write('Everything stays up. Ctrl-C stops it.\n');
    await new Promise(() => undefined);
  }
  const logged = tally.summary();
  if (logged) process.stderr.write(`Errors and alarms were logged; see .fanfold/logs/.\n${logged}`);
  return errors > 0 ? 1 : 0;
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
for (const [signal, code] of Object.entries(SIGNALS)) process.on(signal, () => void end(code));
// The command that started this one is gone.
process.on('disconnect', () => void end(1));

function readOptions(): StartOptions {
  try {
    const read = parseOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
    if (!read.help) return read;
    process.stdout.write(HELP);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

try {
  await end(await main());
} catch (error) {
  // What is interrupted by the end is no news.
  if (!supervisor.isStopping)
    process.stderr.write(`${error instanceof MatchFileError ? error.message : String(error)}\n`);
  await end(1);
}
