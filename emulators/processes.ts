import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { root } from '@fanfold/tools/root';

/** Everything that the local stack writes; not in git. */
export const workFolder = resolve(root, '.fanfold');

// Google's clients look for the metadata server of a cloud machine, in vain and with a warning.
process.env['METADATA_SERVER_DETECTION'] ??= 'none';

export interface Part {
  name: string;
  child: ChildProcess;
  /** Resolves when the process has ended, with what it ended by. */
  ended: Promise<string>;
  /** Ends the process and all it started: first politely, after `graceMs` by force. */
  stop(signal?: NodeJS.Signals, graceMs?: number): Promise<void>;
}

/** The last resort: whatever ends this process ends what it started. */
const atExit = new Set<() => void>();
process.on('exit', () => {
  for (const kill of atExit) kill();
});

/** Starts a process in a group of its own; what it prints goes to `.fanfold/logs/{name}.log` and to `onLine`. */
export function startPart(
  name: string,
  command: string,
  args: readonly string[],
  options: SpawnOptions & { onLine?: (line: string) => void } = {},
): Part {
  const { onLine, ...spawnOptions } = options;
  const logFile = logFileOf(name);
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile);
  const child = spawn(command, args, { cwd: root, ...spawnOptions, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const pid = child.pid;
  const killGroup = (signal: NodeJS.Signals) => {
    try {
      if (pid !== undefined) process.kill(-pid, signal);
    } catch {
      // Nobody of the group is left.
    }
  };
  const onExit = () => killGroup('SIGKILL');
  atExit.add(onExit);
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (text: string) => {
      log.write(text);
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      if (onLine) for (const line of lines) onLine(line);
    });
  }
  const ended = new Promise<string>((done) => {
    child.on('error', (error) => done(error.message));
    child.on('exit', (code, signal) => done(signal ? `signal ${signal}` : `code ${code ?? 0}`));
  });
  return {
    name,
    child,
    ended,
    async stop(signal = 'SIGTERM', graceMs = 10_000) {
      if (child.exitCode === null && child.signalCode === null) {
        // Only the leader: it knows in which order to stop what it started.
        child.kill(signal);
        const force = setTimeout(() => killGroup('SIGKILL'), graceMs);
        await ended;
        clearTimeout(force);
      }
      killGroup('SIGKILL');
      atExit.delete(onExit);
      log.end();
    },
  };
}

export function logFileOf(name: string): string {
  return resolve(workFolder, 'logs', `${name}.log`);
}

/** Waits for `ready`, unless the process ends or the time is up before. */
export async function untilReady(part: Part, ready: Promise<void>, seconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`is not ready after ${seconds} s`)), seconds * 1000);
  });
  const died = part.ended.then((how) => Promise.reject(new Error(`ended with ${how}`)));
  try {
    await Promise.race([ready, late, died]);
  } catch (error) {
    await part.stop();
    throw new Error(`${part.name} ${(error as Error).message}; its log is ${logFileOf(part.name)}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
