import { setTimeout as wait } from 'node:timers/promises';
import { gap, killConnector } from './of-connector.ts';
import type { Fault, Stage } from './fault.ts';
import type { Random } from '../random.ts';
import type { OwnServers } from '../servers.ts';

const EXPLAINS = ['SERVER_UNREACHABLE', 'TABLE_MISSING'];

function own({ database }: Stage): OwnServers {
  if (!database.own) throw new Error('this needs a server of our own');
  return database.own;
}

/** The connector meets the other history while it runs, or when it comes back. */
async function withConnector(stage: Stage, random: Random, task: () => Promise<void>): Promise<void> {
  if (random.chance(0.5)) return task();
  await killConnector(stage, random);
  await task();
  await gap(stage, random);
  stage.connector.start();
}

/** What the lost history has more than the backup: some of it published already. */
async function goOn(stage: Stage, random: Random): Promise<void> {
  await stage.workload.more(random.int(0, 15));
  if (random.chance(0.3)) await stage.sql.insist('FLUSH BINARY LOGS', stage.signal);
  await stage.workload.more(random.int(0, 10));
}

export const SERVER_FAULTS: readonly Fault[] = [
  {
    name: 'crash of the server',
    weight: 2,
    holds: ['server'],
    needsOwnServer: true,
    explains: EXPLAINS,
    run: async (stage, random) => {
      await own(stage).kill();
      await wait(random.int(0, 300), undefined, { signal: stage.signal });
      await own(stage).start();
    },
  },
  {
    name: 'restart of the server',
    weight: 1,
    holds: ['server'],
    needsOwnServer: true,
    explains: EXPLAINS,
    run: async (stage) => {
      await own(stage).shutDown();
      await own(stage).start();
    },
  },
  {
    name: 'frozen server',
    weight: 1,
    holds: ['server'],
    needsOwnServer: true,
    explains: EXPLAINS,
    run: async (stage, random) => {
      own(stage).freeze(true);
      await wait(random.int(100, 1_500), undefined, { signal: stage.signal }).finally(() => own(stage).freeze(false));
    },
  },
  {
    name: 'restored backup',
    weight: 3,
    holds: ['connector', 'server'],
    needsOwnServer: true,
    explains: EXPLAINS,
    run: async (stage, random) => {
      await own(stage).backUp();
      await goOn(stage, random);
      await withConnector(stage, random, () => own(stage).restore());
    },
  },
  {
    name: 'failover',
    weight: 3,
    holds: ['connector', 'server', 'mysql'],
    needsOwnServer: true,
    explains: EXPLAINS,
    run: async (stage, random) => {
      await own(stage).backUp();
      await goOn(stage, random);
      await withConnector(stage, random, async () => {
        await own(stage).failOver();
        stage.proxies.mysql.retarget(own(stage).address);
      });
    },
  },
  {
    name: 'failback',
    weight: 1,
    holds: ['connector', 'server', 'mysql'],
    needsOwnServer: true,
    explains: EXPLAINS,
    run: async (stage, random) => {
      if (random.chance(0.5)) await own(stage).backUp();
      await withConnector(stage, random, async () => {
        await own(stage).failBack();
        stage.proxies.mysql.retarget(own(stage).address);
      });
    },
  },
];
