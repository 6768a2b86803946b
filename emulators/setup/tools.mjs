import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Something is missing that cannot be installed from here; the message says what and the command that installs it. */
export class MissingError extends Error {}

/** Path of a program, or undefined. */
export function which(name, path = process.env.PATH ?? '') {
  return path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** First of these files that exists. */
export function firstExisting(files) {
  return files.find((file) => file && existsSync(file));
}

/** Standard output and error of a short command, '' when it fails to start. */
export function outputOf(command, args) {
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 20_000 });
  return `${stdout ?? ''}${stderr ?? ''}`;
}

/** Runs a command in the project's root with its output shown; resolves to its exit code. */
export function run(command, args, { env = process.env, stdio = 'inherit' } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, env, stdio });
    const pass = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, pass);
    child.on('error', fail);
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, pass);
      done(code ?? (signal ? 1 : 0));
    });
  });
}

/** Installs Debian packages when that is possible here, otherwise says who must run what. */
export async function aptInstall(packages, purpose) {
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!which('apt-get')) throw new MissingError(`${purpose} is missing. Install it; on Debian: ${command}`);
  if (process.getuid?.() !== 0) throw new MissingError(`${purpose} is missing. Install it with: sudo ${command}`);
  console.log(`Installing ${purpose}: ${command}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  const code = await run('apt-get', [...command.split(' ').slice(1), '-qq'], { env });
  if (code !== 0) throw new MissingError(`${purpose} could not be installed: ${command} ended with code ${code}`);
}
