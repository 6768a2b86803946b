import { readFileSync, readdirSync } from 'node:fs';
import { processesOfRun } from '@fanfold/emulators/run-mark';

/** The commands above this process: npm, its shell, and what sets up. */
const ABOVE = /npm|run\.mjs/;

/** Every process of this run: this one, those that started it, and all that it has started, however far down. */
export function runPids(): number[] {
  const own = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === process.pid);
  return [...new Set([...processesOfRun(), ...own, ...above(process.pid)])];
}

function above(pid: number): number[] {
  const parent = parentOf(pid);
  return parent !== undefined && ABOVE.test(readFileSync(`/proc/${parent}/cmdline`, 'utf8'))
    ? [pid, ...above(parent)]
    : [pid];
}

function parentOf(pid: number): number | undefined {
  try {
    const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return parent === undefined ? undefined : Number(parent);
  } catch {
    // It has just ended.
    return undefined;
  }
}
