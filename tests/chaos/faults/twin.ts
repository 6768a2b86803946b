import { setTimeout as wait } from 'node:timers/promises';
import { resetBinlog } from './of-binlog.ts';
import type { Fault, Stage } from './fault.ts';
import type { Random } from '../random.ts';

const LIMIT_MS = 5_000;

/** Transactions of one length each, whatever the letter: three digits, and rows that exist. */
async function write({ sql, signal }: Stage, count: number, hundred: number): Promise<void> {
  for (let i = 0; i < count; i++)
    await sql.insist(`UPDATE squads SET shirt = ${String(100 * hundred + i)} WHERE match_id = 'twin'`, signal);
}

/** Until this has arrived and its position can be saved. */
async function published({ observer, signal }: Stage, shirt: number): Promise<void> {
  let stop = (): void => undefined;
  const arrived = new Promise<void>((resolve) => {
    const check = (): void => {
      if ([...observer.folded('squads').values()].some((row) => row.includes(`"shirt":${String(shirt)}`))) resolve();
    };
    stop = observer.onMessage(check);
    check();
  });
  await Promise.race([arrived, wait(LIMIT_MS, undefined, { signal })]);
  stop();
  await wait(400, undefined, { signal });
}

/** The binlog is reset and grows to the very place that is saved: same file, position and GTID, other content. */
export const TWIN: Fault = {
  name: 'RESET to a twin',
  weight: 1,
  holds: ['connector', 'server', 'mysql', 'workload'],
  removesBinlogs: true,
  explains: [],
  run: async (stage: Stage, random: Random) => {
    const count = random.int(3, 9);
    await stage.workload.alone(async () => {
      await stage.sql.insist("REPLACE INTO squads VALUES ('twin', 'a', 1, 1), ('twin', 'b', 1, 1)", stage.signal);
      await resetBinlog(stage);
      await write(stage, count, 1);
      await published(stage, 100 + count - 1);
      await stage.connector.kill();
      // The binlog tells when a file was created in whole seconds, and nothing else tells the two apart.
      await wait(1_100, undefined, { signal: stage.signal });
      await resetBinlog(stage);
      await write(stage, count, 2);
      stage.connector.start();
    });
  },
};
