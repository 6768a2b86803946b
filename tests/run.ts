import Mocha from 'mocha';
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { root } from '@fanfold/tools/root';
import { exitWhenTold, guardRun } from '@fanfold/emulators/run-mark';
import { startConstellation } from '@fanfold/emulators/stack/constellation';

const HELP = `npm test [-- KIND] [PATTERN ...]

Runs everything, or one kind of test; with a PATTERN only the specs whose path has it. Installs or names what is missing.

  npm run types        TypeScript
  npm run lint         ESLint
  npm run test:unit    pure code; starts nothing
  npm run test:int     against a real database and the real emulators, started on free ports
  npm run test:web     the web app in Chromium, against the same

  npm run test:int -- folding/queue    one spec, in seconds
`;

type Kind = 'unit' | 'int' | 'web';

const KINDS: readonly Kind[] = ['unit', 'int', 'web'];

interface Tally {
  passed: number;
  failed: number;
}

async function main(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return 0;
  }
  const isKind = (arg: string) => KINDS.some((kind) => kind === arg);
  const patterns = args.filter((arg) => !isKind(arg));
  const wanted = KINDS.filter((kind) => args.includes(kind));
  const kinds = (wanted.length > 0 ? wanted : KINDS).filter(
    (kind) => patterns.length === 0 || specFiles(kind, patterns).length > 0,
  );
  if (kinds.length === 0) {
    process.stderr.write(`No ${wanted.join(' or ') || 'test'} spec has ${patterns.join(' or ')} in its path.\n`);
    return 2;
  }
  const tally: Tally = { passed: 0, failed: 0 };
  if (args.length === 0) {
    await check('format', ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'], tally);
    await check('lint', ['eslint/bin/eslint.js', '.'], tally);
    await check('types', ['typescript/bin/tsc', '-b'], tally);
  }
  if (kinds.includes('unit')) await runMocha('unit', patterns, tally);
  const others = kinds.filter((kind) => kind !== 'unit');
  if (others.length > 0) {
    guardRun();
    process.stdout.write('\nstarting the database and the emulators\n');
    const { mysqlUrl, env, stop } = await startConstellation({
      name: 'test',
      projectId: 'demo-fanfold-test',
      emulators: ['auth', 'firestore', 'pubsub'],
    });
    Object.assign(process.env, env, { MYSQL_URL: mysqlUrl });
    try {
      for (const kind of others) await runMocha(kind, patterns, tally);
    } finally {
      await stop();
    }
  }
  process.stdout.write(`\n${tally.passed} passed, ${tally.failed} failed\n`);
  return tally.failed > 0 || tally.passed === 0 ? 1 : 0;
}

async function check(name: string, [script = '', ...args]: string[], tally: Tally): Promise<void> {
  process.stdout.write(`\n${name}\n`);
  const child = spawn(process.execPath, [resolve(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  const code = await new Promise((done) => child.on('exit', done));
  tally[code === 0 ? 'passed' : 'failed']++;
  process.stdout.write(code === 0 ? `  ${name}: ok\n` : `  ${name}: FAILED\n`);
}

async function runMocha(kind: Kind, patterns: readonly string[], tally: Tally): Promise<void> {
  const files = specFiles(kind, patterns);
  // The services' own lines, thousands of them, would drown the results.
  console.debug = console.info = () => undefined;
  process.stdout.write(`\n${kind} tests: ${files.length} files\n`);
  const mocha = new Mocha({ reporter: 'spec', timeout: 60_000, forbidOnly: true, forbidPending: true });
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  await new Promise<void>((done) => {
    const runner = mocha.run(() => {
      tally.passed += runner.stats?.passes ?? 0;
      tally.failed += runner.stats?.failures ?? 0;
      done();
    });
  });
}

/** Tests stand beside what they test: all workspaces are searched. Without patterns all specs of the kind. */
function specFiles(kind: Kind, patterns: readonly string[]): string[] {
  const { workspaces } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { workspaces: string[] };
  return [...workspaces, 'tests']
    .flatMap((folder) =>
      readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        resolve(root, folder, file),
      ),
    )
    .filter((file) => new RegExp(`\\.${kind}\\.spec\\.tsx?$`).test(file) && !file.includes('node_modules'))
    .filter((file) => patterns.length === 0 || patterns.some((pattern) => relative(root, file).includes(pattern)))
    .sort();
}

exitWhenTold();
// Clients that tests leave open must not hold the run.
process.exit(await main(process.argv.slice(2)));
