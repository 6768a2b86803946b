import { findEmulators } from './emulator-binaries.mjs';
import { findJava } from './java.mjs';
import { findStack } from './local-stack.mjs';
import { installPackages } from './npm-packages.mjs';
import { findChromium, findMariaDb } from './programs.mjs';
import { delimiter, join } from 'node:path';
import { MissingError, root, run } from './tools.mjs';

/** What each command runs, one script after the other, and what it needs on this machine. Set-up stands on Node's own modules: nothing is installed yet. */
const commands = {
  start: { scripts: ['emulators/start.ts'], needs: needsSuite },
  test: { scripts: ['tests/run.ts'], needs: (args) => (args[0] === 'unit' ? [] : needsTests(args)) },
  bench: { scripts: ['bench/main.ts'], needs: needsSuite },
  chaos: { scripts: ['tests/chaos/main.ts'], needs: needsSuite },
  build: { scripts: ['tools/build/main.ts'], needs: () => [] },
  deploy: { scripts: ['tools/deploy/main.ts'], needs: () => [] },
  repair: { scripts: ['tools/repair.ts'], needs: needsConnector },
  rebuild: { scripts: ['tools/rebuild/main.ts'], needs: needsConnector },
  snapshot: { scripts: ['tools/snapshot.ts'], needs: needsConnector },
  refold: { scripts: ['tools/refold/scorecards.ts', 'tools/refold/fantasy.ts'], needs: needsProject },
  backfill: { scripts: ['tools/backfill/main.ts'], needs: needsConnector },
  audit: { scripts: ['tools/audit/main.ts'], needs: needsProject },
  resend: { scripts: ['tools/resend/main.ts'], needs: needsProject },
};

function needsSuite() {
  return [java, ...(process.env.MYSQL_URL ? [] : [findMariaDb])];
}

function needsTests([kind]) {
  return [...needsSuite(), ...(kind === 'int' ? [] : [findChromium])];
}

function needsConnector(args) {
  const isElsewhere = args.some((arg) => arg.startsWith('--config')) || Boolean(process.env.CONNECTOR_CONFIG);
  return [() => findStack({ isElsewhere, otherwise: 'name the configuration of a connector with --config FILE' })];
}

function needsProject() {
  const isElsewhere = Boolean(process.env.GCLOUD_PROJECT);
  return [() => findStack({ isElsewhere, otherwise: 'name a project with GCLOUD_PROJECT' })];
}

/** The newest Java first on the PATH, and the emulators it runs. */
async function java() {
  const home = await findJava();
  const path = `${join(home, 'bin')}${delimiter}${process.env.PATH}`;
  return { JAVA_HOME: home, PATH: path, ...findEmulators(home) };
}

async function main([name, ...args]) {
  const command = commands[name];
  if (!command) throw new MissingError(`Unknown command "${name}"; there are ${Object.keys(commands).join(', ')}.`);
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new MissingError(`Node 20.19 or newer is needed; this is ${process.version}.`);
  await installPackages();
  const help = args.includes('--help');
  for (const need of help ? [] : command.needs(args)) Object.assign(process.env, await need());
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  // By the channel the command notices when this process is gone.
  let code = 0;
  for (const script of help ? command.scripts.slice(0, 1) : command.scripts) {
    code = (await run(process.execPath, ['--import', 'tsx', join(root, script), ...args], { stdio })) || code;
    // What one script cannot read, the next one cannot either.
    if (code === 2) break;
  }
  return code;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof MissingError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
