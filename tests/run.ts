import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { startMysql } from '@fanfold/emulators/mysql/server';
import { freePort } from '@fanfold/emulators/ports';
import { workFolder } from '@fanfold/emulators/processes';
import { exitWhenTold, guardRun } from '@fanfold/emulators/run-mark';
import { startConstellation } from '@fanfold/emulators/stack/constellation';
import { runCheck } from './runner/check.ts';
import { Report } from './runner/report.ts';
import { KINDS, type SpecFile, jobsOf, specFiles } from './runner/spec-files.ts';
import { Worker } from './runner/worker.ts';

const HELP = `npm test [-- KIND] [PATTERN ...]

Runs everything, or one kind of test; with a PATTERN only the specs whose path has it. Installs or names what is missing.
Files run side by side, each worker with a database server of its own; a server that MYSQL_URL names has one worker.

  npm run types        TypeScript
  npm run lint         ESLint
  npm run test:unit    pure code; starts nothing
  npm run test:int     against a real database and the real emulators, started on free ports
  npm run test:web     the web app in Chromium, against the same

  npm run test:int -- folding/queue    one spec, in seconds
`;

/** Specs wait for emulators about half of the time. */
const WORKERS = process.env['MYSQL_URL'] ? 1 : availableParallelism() + 1;

async function main(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return 0;
  }
  const isKind = (arg: string) => KINDS.some((kind) => kind === arg);
  const patterns = args.filter((arg) => !isKind(arg));
  const wanted = KINDS.filter((kind) => args.includes(kind));
  const files = (wanted.length > 0 ? wanted : KINDS).flatMap((kind) => specFiles(kind, patterns));
  if (files.length === 0) {
    process.stderr.write(`No ${wanted.join(' or ') || 'test'} spec has ${patterns.join(' or ')} in its path.\n`);
    return 2;
  }
  const report = new Report();
  await runJobs(files, args.length === 0, report);
  report.end();
  return report.exitCode;
}

async function runChecks(report: Report): Promise<void> {
  await runCheck('format', ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'], report);
  await runCheck('lint', ['eslint/bin/eslint.js', '.'], report);
  // The compiler in Go takes a seventh of the time; ESLint still needs the one before it.
  await runCheck('types', ['typescript-7/bin/tsc', '-b'], report);
}

/** Runs spec files, and the checks as one job among theirs: more side by side would only make everything late. */
async function runJobs(files: readonly SpecFile[], withChecks: boolean, report: Report): Promise<void> {
  const specs = jobsOf(files).map((job) => async (worker: Worker) => {
    for (const batch of job) await worker.run(batch, (file, result) => report.addFile(file, result));
  });
  const queue = [...(withChecks ? [() => runChecks(report)] : []), ...specs];
  const count = Math.min(WORKERS, specs.length);
  const { environments, stop } = files.every(({ kind }) => kind === 'unit')
    ? { environments: Array.from({ length: count }, () => ({})), stop: () => Promise.resolve() }
    : await startServers(count);
  try {
    await Promise.all(
      environments.map(async (env) => {
        const worker = new Worker(env);
        for (let job = queue.shift(); job; job = queue.shift()) await job(worker);
      }),
    );
  } finally {
    await stop();
  }
}

/** The emulators, and a database server for each worker: specs change the settings of theirs. */
async function startServers(workers: number) {
  guardRun();
  process.stdout.write('starting the databases and the emulators\n');
  const { mysqlUrl, env, stop } = await startConstellation({
    name: 'test',
    projectId: 'demo-fanfold-test',
    emulators: ['auth', 'firestore', 'pubsub'],
  });
  const more = await Promise.all(
    Array.from({ length: workers - 1 }, async (_, n) =>
      startMysql({ dataDir: resolve(workFolder, `test-mysql-${n + 2}`), port: await freePort() }),
    ),
  );
  return {
    environments: [mysqlUrl, ...more.map(({ url }) => url)].map((url) => ({ ...env, MYSQL_URL: url })),
    stop: async () => void (await Promise.all([stop(), ...more.map((server) => server.stop())])),
  };
}

exitWhenTold();
// Emulators of tests live for minutes: Java's second compiler would cost more of the machine than it gains.
process.env['JAVA_TOOL_OPTIONS'] = `-XX:TieredStopAtLevel=1 ${process.env['JAVA_TOOL_OPTIONS'] ?? ''}`;
// Clients that tests leave open must not hold the run.
process.exit(await main(process.argv.slice(2)));
