import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Runs a program of this folder in a process with so much heap, MiB, and with access to the garbage collector. @returns what it printed, parsed line by line, without the lines of the log */
export async function runMain(name: string, heapMiB: number, args: readonly number[] = []): Promise<unknown[]> {
  const program = fileURLToPath(new URL(name, import.meta.url));
  const options = [`--max-old-space-size=${heapMiB}`, '--expose-gc', '--import=tsx', program, ...args.map(String)];
  const { stdout } = await promisify(execFile)(process.execPath, options, { maxBuffer: 100_000_000 });
  const lines = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('{"severity"'));
  return lines.map((line) => JSON.parse(line) as unknown);
}
