import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { createConnection } from 'mysql2/promise';
import { applySchema, startMysql } from './mysql/server.ts';
import { holderOf, isFree } from './ports.ts';
import { type Part, workFolder } from './processes.ts';
import { demoCricket } from './replay/demo-cricket.ts';
import { demoFootball } from './replay/demo-football.ts';
import { loadMatch } from './replay/load.ts';
import { playMatches } from './replay/play.ts';
import { MatchFileError, type MatchScript } from './replay/script.ts';
import { dumpFirestore } from './start/documents.ts';
import { Latency } from './start/latency.ts';
import { HELP, type StartOptions, parseOptions } from './start/options.ts';
import { LIVE_TABLES, startConnector } from './stack/connector.ts';
import { startServices } from './stack/services.ts';
import { startSuite } from './suite/suite.ts';

const PROJECT = 'demo-fanfold';
const DATABASE = 'fanfold';

const parts: Part[] = [];
const stops: (() => Promise<void>)[] = [];
let stopping: Promise<void> | undefined;

/** Stops everything that was started, last first. */
function stopAll(): Promise<void> {
  stopping ??= (async () => {
    for (const stop of stops.reverse()) await stop();
  })();
  return stopping;
}

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  process.stdout.write(`  ${name} … `);
  const done = await work();
  process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return done;
}

async function main(options: StartOptions): Promise<number> {
  const scripts =
    options.matchFiles.length > 0
      ? await Promise.all(options.matchFiles.map(loadMatch))
      : [demoCricket(), demoFootball()];
  await assertPortsFree(options);
  process.stdout.write('Fanfold starts\n');
  const mysqlUrl =
    process.env['MYSQL_URL'] ?? (await step('MySQL (MariaDB)', () => startDatabase(options.ports.mysql)));
  await step('stats schema', () => emptyDatabase(mysqlUrl));
  const errors: string[] = [];
  const suite = await step('Firebase emulators', () =>
    startSuite({
      projectId: PROJECT,
      only: ['auth', 'firestore', 'pubsub'],
      ports: options.ports,
    }),
  );
  stops.push(suite.stop);
  parts.push(suite.part);
  Object.assign(process.env, suite.env);
  await step('scorecards service', () => startFunctions(options.ports.functions, suite.env, errors));
  await step('changelog connector', () => startChangelog(mysqlUrl, suite.env));
  for (const part of parts) void part.ended.then((how) => onPartEnded(part, how));

  const db = getFirestore(initializeApp({ projectId: PROJECT }));
  const latency = new Latency();
  const seqs = new Map<string, number>();
  const listening = scripts.map(({ match: { id } }) =>
    db.doc(`matches/${id}/live/scorecard`).onSnapshot((snapshot) => {
      const seq = (snapshot.get('seq') as number | undefined) ?? 0;
      seqs.set(id, seq);
      latency.seen(id, seq);
    }),
  );
  process.stdout.write(
    `Playing ${scripts.map(({ match }) => `${match.homeName} v ${match.awayName}`).join(' and ')}\n`,
  );
  const figures = setInterval(() => showFigures(latency, listening.length), process.stdout.isTTY ? 500 : 5_000);
  const stopPlaying = new AbortController();
  stops.push(() => Promise.resolve(stopPlaying.abort()));
  await playMatches(scripts, {
    mysqlUrl: `${mysqlUrl}/${DATABASE}`,
    speed: options.speed,
    signal: stopPlaying.signal,
    onCommit: (matchId, events) => latency.committed(matchId, events),
  });
  await until(db, scripts);
  clearInterval(figures);
  showFigures(latency, listening.length);
  process.stdout.write('\n');
  for (const { match } of scripts) {
    const header = await db.doc(`matches/${match.id}`).get();
    process.stdout.write(`${match.homeName} v ${match.awayName}: ${String(header.get('result'))}\n`);
  }
  if (options.report !== undefined) await writeReport(options.report, db, latency, scripts, errors);
  if (options.dump !== undefined) writeFileSync(options.dump, `${JSON.stringify(await dumpFirestore(db), null, 2)}\n`);
  if (!options.exitAtEnd) {
    process.stdout.write('Ctrl-C stops it.\n');
    await new Promise(() => undefined);
  }
  for (const stop of listening) stop();
  return errors.length > 0 ? 1 : 0;
}

function showFigures(latency: Latency, listeners: number): void {
  const ms = (q: number) => `${latency.quantile(q) ?? '-'} ms`;
  const line = `${latency.events} events, commit to listener p50 ${ms(0.5)} p95 ${ms(0.95)}, ${listeners} listeners`;
  process.stdout.write(process.stdout.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
}

/** Until every match is shown to its end. */
async function until(db: Firestore, scripts: readonly MatchScript[]): Promise<void> {
  await Promise.all(
    scripts.map(({ match, steps }) => {
      const events = steps.reduce((count, each) => count + each.events.length, 0);
      return new Promise<void>((done) => {
        const stop = db.doc(`matches/${match.id}`).onSnapshot((snapshot) => {
          if (snapshot.get('final') !== true || snapshot.get('seq') !== events) return;
          stop();
          done();
        });
      });
    }),
  );
}

async function writeReport(
  file: string,
  db: Firestore,
  latency: Latency,
  scripts: readonly MatchScript[],
  errors: readonly string[],
): Promise<void> {
  const states = await Promise.all(scripts.map(({ match }) => db.doc(`matches/${match.id}/state/scorecards`).get()));
  const writes = states.reduce((sum, state) => sum + ((state.get('writes') as number | undefined) ?? 0), 0);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => latency.quantile(q));
  const writesPerEvent = Math.round((100 * writes) / Math.max(1, latency.events)) / 100;
  const report = { events: latency.events, latencyMs: { p50, p95, p99 }, writesPerEvent, errors: errors.length };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}

async function startDatabase(port: number): Promise<string> {
  const mysql = await startMysql({ dataDir: resolve(workFolder, 'mysql'), port });
  stops.push(mysql.stop);
  parts.push(mysql.part);
  return mysql.url;
}

async function startFunctions(portFrom: number, env: Record<string, string>, errors: string[]): Promise<void> {
  const host = await startServices({
    projectId: PROJECT,
    env,
    portFrom,
    onLine: (_, line) => {
      if (/"severity":"(ERROR|ALERT)"/.test(line)) errors.push(line);
    },
  });
  stops.push(() => host.stop());
}

/** Every start plays afresh: the emulators are empty, so the tables are too. */
async function emptyDatabase(url: string): Promise<void> {
  await applySchema(url, DATABASE);
  const connection = await createConnection({ uri: `${url}/${DATABASE}` });
  for (const table of LIVE_TABLES) await connection.query('DELETE FROM ??', [table]);
  await connection.end();
}

async function startChangelog(mysqlUrl: string, env: Record<string, string>): Promise<void> {
  const part = await startConnector({ mysqlUrl, database: DATABASE, projectId: PROJECT, env });
  stops.push(() => part.stop());
  parts.push(part);
}

async function assertPortsFree({ ports }: StartOptions): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    if (name === 'mysql' && process.env['MYSQL_URL']) continue;
    if (await isFree(port)) continue;
    throw new Error(
      `Port ${port} (${name}) is taken by ${holderOf(port) ?? 'another program'}; choose another with --port-${name} N.`,
    );
  }
}

function onPartEnded({ name }: Part, how: string): void {
  if (stopping) return;
  process.stderr.write(`\n${name} ended unexpectedly (${how}); everything stops. Its log is in .fanfold/logs/.\n`);
  void stopAll().then(() => process.exit(1));
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(signal, () => void stopAll().then(() => process.exit(code)));
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(HELP);
  const code = options.help ? 0 : await main(options);
  await stopAll();
  process.exit(code);
} catch (error) {
  await stopAll();
  const known = error instanceof MatchFileError || (error instanceof Error && !('errno' in error));
  process.stderr.write(`${known ? (error as Error).message : String((error as Error).stack)}\n`);
  process.exit(1);
}
