import { readFileSync } from 'node:fs';

/** A part of the stack, by the command lines of its processes. The first that fits counts. */
const GROUPS: readonly [name: string, command: RegExp][] = [
  ['functions', /instance-main\.mjs/],
  ['emulators (Java)', /java .*emulator/],
  ['emulators (Node)', /firebase-tools/],
  ['database', /mariadbd/],
  ['connector', /changelog|connector-/],
  ['page', /vite/],
  ['launcher and replay', /./],
];

export interface GroupMemory {
  processes: number;
  megabytes: number;
}

/**
 * Memory of processes by parts of the stack: the proportional set, in which a page that several processes share counts once in all.
 *
 * @throws where there is no /proc
 */
export function memoryByGroup(pids: readonly number[]): Map<string, GroupMemory> {
  const groups = new Map(GROUPS.map(([name]) => [name, { processes: 0, megabytes: 0 }]));
  for (const pid of pids) {
    const found = processOf(pid);
    const group = groups.get(GROUPS.find(([, command]) => found && command.test(found.command))?.[0] ?? '');
    if (!found || !group) continue;
    group.processes++;
    group.megabytes += found.megabytes;
  }
  return groups;
}

/** Undefined when it has ended. */
function processOf(pid: number): { command: string; megabytes: number } | undefined {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    return command === '' ? undefined : { command, megabytes: (Number(kilobytes) * 1024) / 1e6 };
  } catch {
    return undefined;
  }
}

/** Seconds since a process was started. */
export function ageSeconds(pid: number): number {
  const [uptime = ''] = readFileSync('/proc/uptime', 'utf8').split(' ');
  return Number(uptime) - Number(statOf(pid)[19]) / TICKS_PER_SECOND;
}

/** Seconds that processes have used of all processors. */
export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    try {
      const stat = statOf(pid);
      return sum + (Number(stat[11]) + Number(stat[12])) / TICKS_PER_SECOND;
    } catch {
      return sum;
    }
  }, 0);
}

/** Linux, wherever it runs. */
const TICKS_PER_SECOND = 100;

/** Fields of /proc/pid/stat from the third on: the second may have spaces. */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}
