import { killMarked } from './run-mark.ts';

// The other end of standard input is the launcher's: it closes when the launcher is gone.
process.stdin.resume().on('end', () => killMarked(process.argv[2] as string));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
