import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from '@fanfold/emulators/ports';
import { workFolder } from '@fanfold/emulators/processes';
import { guardRun } from '@fanfold/emulators/run-mark';
import { startSuite } from '@fanfold/emulators/suite/suite';
import { runChaos } from './changelog.ts';
import { DDL_FAULTS, FAULTS } from './faults/faults.ts';
import { type Summary, summaryText } from './report.ts';
import { type Database, GivenServer, OwnServers } from './servers.ts';

const HELP = `npm run chaos -- changelog [options]

Kills, cuts, stalls, purges, resets, restores and fails over, while clients write, and compares after each round what the connector has
published with what the tables hold, row for row. Ends with 1 at the first round in which they differ.

  --rounds N   25 without it
  --seed S     a whole number; repeats faults and writes (not their timing)
  --first R    begins with the seed's round R
  --only A,B   makes these faults only
  --json FILE  writes the summary
  --help       this text

Starts its own MariaDB servers and emulators on free ports. MYSQL_URL names another server instead: it is then RESET and PURGED, and what
needs its process or its data folder is left out.
`;

interface Options {
  rounds: number;
  seed: number;
  first: number;
  only: readonly string[] | null;
  json: string | undefined;
}

function readOptions(): Options | number {
  const usage = (complaint: string): number => {
    process.stderr.write(`${complaint}\n\n${HELP}`);
    return 2;
  };
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        rounds: { type: 'string', default: '25' },
        seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
        first: { type: 'string', default: '1' },
        only: { type: 'string' },
        json: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    if (positionals.length !== 1 || positionals[0] !== 'changelog')
      return usage(`There is no chaos "${positionals.join(' ')}"; there is changelog.`);
    const [rounds = 0, seed = 0, first = 0] = [values.rounds, values.seed, values.first].map(Number);
    const isWhole = [rounds, seed, first].every((number) => Number.isSafeInteger(number) && number >= 0);
    if (!isWhole || rounds < 1) return usage('--rounds, --seed and --first are whole numbers.');
    const only = values.only?.split(',').map((name) => name.trim()) ?? null;
    const names = [...FAULTS, ...DDL_FAULTS].map(({ name }) => name);
    const unknown = only?.find((name) => !names.includes(name));
    if (unknown !== undefined) return usage(`There is no fault "${unknown}"; there are ${names.join(', ')}.`);
    return { rounds, seed, first, only, json: values.json };
  } catch (error) {
    return usage((error as Error).message);
  }
}

async function main(): Promise<number> {
  const options = readOptions();
  if (typeof options === 'number') return options;
  guardRun();
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(130);
      stopping.abort();
    });
  }
  process.on('disconnect', () => process.exit(130));
  const summary = await onOwnStack(options, stopping.signal);
  if (options.json) writeFileSync(options.json, `${JSON.stringify(summary, null, 2)}\n`);
  process.stdout.write(`\n${summaryText(summary)}\n`);
  if (stopping.signal.aborted) return 130;
  return summary.failure === null ? 0 : 1;
}

async function onOwnStack(options: Options, signal: AbortSignal): Promise<Summary> {
  const id = String(process.pid);
  const projectId = `demo-chaos-${id}`;
  const folder = resolve(workFolder, `chaos-${id}`);
  mkdirSync(folder, { recursive: true });
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  print(`seed ${String(options.seed)}; starting ${process.env['MYSQL_URL'] ? '' : 'MariaDB and '}the emulators`);
  const [firestore = 0, pubsub = 0, hub = 0, logging = 0, auth = 0] = await Promise.all(
    Array.from({ length: 5 }, freePort),
  );
  const suite = await startSuite({
    projectId,
    only: ['firestore', 'pubsub'],
    ports: { firestore, pubsub, hub, logging, auth },
  });
  let database: Database | null = null;
  try {
    const url = process.env['MYSQL_URL'];
    database = url ? new GivenServer(url) : await OwnServers.open(folder);
    return await runChaos({
      ...options,
      database,
      name: `chaos_${id}`,
      projectId,
      pubsubHost: `127.0.0.1:${pubsub}`,
      firestoreHost: `127.0.0.1:${firestore}`,
      folder,
      mayRemoveBinlogs: true,
      signal,
      print,
    });
  } finally {
    await database?.own?.kill();
    await suite.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exit(await main());
