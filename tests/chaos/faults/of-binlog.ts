import { setTimeout as wait } from 'node:timers/promises';
import { gap, killConnector } from './of-connector.ts';
import type { Fault, Stage } from './fault.ts';
import type { Random } from '../random.ts';

async function isMysql(stage: Stage): Promise<boolean> {
  const [row] = await stage.sql.rows('SELECT VERSION() AS version', [], stage.signal);
  return !String(row?.['version']).includes('MariaDB');
}

export async function resetBinlog(stage: Stage): Promise<void> {
  await stage.sql.insist((await isMysql(stage)) ? 'RESET BINARY LOGS AND GTIDS' : 'RESET MASTER', stage.signal);
}

async function flush({ sql, signal }: Stage): Promise<void> {
  await sql.insist('FLUSH BINARY LOGS', signal);
}

/** Removes all files but the last; false: a reader held one back. */
async function purge({ sql, signal }: Stage): Promise<boolean> {
  const last = (await sql.rows('SHOW BINARY LOGS', [], signal)).at(-1);
  await sql.insist(`PURGE BINARY LOGS TO '${String(last?.['Log_name'])}'`, signal);
  return (await sql.rows('SHOW BINARY LOGS', [], signal))[0]?.['Log_name'] === last?.['Log_name'];
}

/** The server notices only as it writes that its reader is gone. */
async function purgeAll(stage: Stage): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    await flush(stage);
    if (await purge(stage)) return;
    await wait(50, undefined, { signal: stage.signal });
  }
}

/** Where the binlog ends. */
async function end({ sql, signal }: Stage): Promise<{ file: string; pos: number }> {
  const last = (await sql.rows('SHOW BINARY LOGS', [], signal)).at(-1);
  return { file: String(last?.['Log_name']), pos: Number(last?.['File_size']) };
}

/** Writes until the new history has a place of the same name as the old one's end, or past it. */
async function outgrow(stage: Stage, old: { file: string; pos: number }): Promise<void> {
  for (let now = await end(stage); now.file < old.file; now = await end(stage)) await flush(stage);
  for (let tries = 0; tries < 60; tries++) {
    const now = await end(stage);
    if (now.file > old.file || now.pos > old.pos) return;
    await stage.workload.more(5);
  }
}

/** Killed, or only cut off for a moment. */
async function whileAway(stage: Stage, random: Random, task: () => Promise<void>): Promise<void> {
  if (random.chance(0.7)) {
    await killConnector(stage, random);
    await task();
    await gap(stage, random);
    stage.connector.start();
    return;
  }
  stage.proxies.mysql.mode = 'refuse';
  try {
    await task();
    await gap(stage, random);
  } finally {
    stage.proxies.mysql.mode = 'pass';
  }
}

export const BINLOG_FAULTS: readonly Fault[] = [
  {
    name: 'KILL of the dump thread',
    weight: 3,
    holds: ['server'],
    explains: [],
    run: async ({ sql, proxies, signal }, random) => {
      for (let left = random.int(1, 3); left > 0; left--) {
        // The view of it in information_schema fails on MySQL while anybody's statement holds characters of four bytes.
        const threads = await sql.rows('SHOW PROCESSLIST', [], signal);
        const ports = proxies.mysql.serverSidePorts.map(String);
        const own = threads.filter(
          ({ Command, Host }) =>
            String(Command).startsWith('Binlog Dump') && ports.includes(String(Host).split(':').at(-1) ?? ''),
        );
        for (const { Id } of own) await sql.insist(`KILL ${String(Id)}`, signal);
        await wait(random.int(0, 300), undefined, { signal });
      }
    },
  },
  {
    name: 'FLUSH',
    weight: 3,
    holds: ['server'],
    explains: [],
    run: async (stage, random) => {
      for (let left = random.int(1, 6); left > 0; left--) {
        await flush(stage);
        await wait(random.int(0, 50), undefined, { signal: stage.signal });
      }
    },
  },
  {
    name: 'PURGE',
    weight: 2,
    holds: ['server'],
    removesBinlogs: true,
    explains: [],
    run: async (stage) => {
      await flush(stage);
      await purge(stage);
    },
  },
  {
    name: 'PURGE while away',
    weight: 2,
    holds: ['connector', 'server', 'mysql'],
    removesBinlogs: true,
    explains: ['SERVER_UNREACHABLE'],
    run: (stage, random) =>
      whileAway(stage, random, async () => {
        await stage.workload.more(random.int(0, 10));
        await purgeAll(stage);
      }),
  },
  {
    name: 'RESET',
    weight: 2,
    holds: ['server'],
    removesBinlogs: true,
    explains: [],
    run: (stage) => resetBinlog(stage),
  },
  {
    name: 'RESET while away',
    weight: 3,
    holds: ['connector', 'server', 'mysql'],
    removesBinlogs: true,
    explains: ['SERVER_UNREACHABLE'],
    run: (stage, random) =>
      whileAway(stage, random, async () => {
        const old = await end(stage);
        await resetBinlog(stage);
        if (random.chance(0.5)) await outgrow(stage, old);
      }),
  },
];
