import { readFileSync } from 'node:fs';

/**
 * What V8 gives itself in a container, for what is not in the heap needs room too: half of the memory. Of 512 MiB it takes 259
 * (Node 22, `v8.getHeapStatistics().heap_size_limit`).
 */
const HEAP_SHARE = 0.5;

/**
 * For `--max-heap-size`, of a function that declares so much memory. Unlike `--max-old-space-size` it has V8 choose its young generation as in that
 * container: 8 MB of 1 GiB, where it is 32 MB on a large machine.
 */
export function heapMiB(memoryMiB: number): number {
  return Math.floor(memoryMiB * HEAP_SHARE);
}

/** Memory of a process that is no file's: what its container would be killed for. Undefined where the system does not tell, or the process is gone. */
export function anonymousMiB(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
