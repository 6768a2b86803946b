import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const VARIABLE = 'FANFOLD_RUN';

/**
 * However this process ends, all that it has started ends with it. Its environment is marked, and so everything further down, in whatever group:
 * firebase-tools starts Java apart from itself, and when it dies nothing else leads there.
 *
 * @returns the mark
 */
export function guardRun(): string {
  const mark = randomUUID();
  process.env[VARIABLE] = mark;
  startWatchdog(mark);
  process.on('exit', () => killMarked(mark));
  return mark;
}

/** Everything that this run has started, however far down, but for its watchdog. */
export function processesOfRun(): number[] {
  return processesWith(VARIABLE, process.env[VARIABLE] ?? '');
}

/** Ends at once when it is told to, or when the command that started it is gone. */
export function exitWhenTold(): void {
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }))
    process.on(signal, () => process.exit(code));
  process.on('disconnect', () => process.exit(1));
}

/** Ends by force everything that carries the mark, but the caller. */
export function killMarked(mark: string): void {
  for (const pid of processesWith(VARIABLE, mark)) {
    try {
      if (pid !== process.pid) process.kill(pid, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  }
}

/** Starts a process that sees this one end, even by SIGKILL, and then ends what it has left behind. */
function startWatchdog(mark: string): void {
  const script = fileURLToPath(new URL('watchdog.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, mark], {
    // Without the mark: it must outlive the others.
    env: { ...process.env, [VARIABLE]: '' },
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
}

/** Processes that were started with this variable in their environment. */
export function processesWith(variable: string, value: string): number[] {
  const text = `${variable}=${value}`;
  if (process.platform === 'linux')
    return readdirSync('/proc')
      .filter((pid) => environmentOf(pid).split('\0').includes(text))
      .map(Number);
  return execFileSync('ps', ['-axEww', '-o', 'pid=,command='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(text))
    .map((line) => Number.parseInt(line, 10));
}

function environmentOf(pid: string): string {
  try {
    return /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/environ`, 'utf8') : '';
  } catch {
    return '';
  }
}
