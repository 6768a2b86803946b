import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, Stage } from './fault.ts';
import type { Random } from '../random.ts';

/** While it is down rows are changed and deleted; or it comes back at once. */
export async function gap({ workload, signal }: Stage, random: Random): Promise<void> {
  if (random.chance(0.6)) await workload.more(random.int(2, 20));
  else await wait(random.int(0, 100), undefined, { signal });
}

/** SIGKILL; the next one comes while the lease still stands, or long after. */
export async function killConnector({ connector, expireLease }: Stage, random: Random): Promise<void> {
  await connector.kill();
  if (random.fork('lease').chance(0.5)) await expireLease();
}

export const CONNECTOR_FAULTS: readonly Fault[] = [
  {
    name: 'kill -9',
    weight: 8,
    holds: ['connector'],
    explains: [],
    run: async (stage, random) => {
      for (let left = random.pick([1, 1, 1, 2]); left > 0; left--) {
        await killConnector(stage, random);
        await gap(stage, random);
        stage.connector.start();
        if (left > 1) await wait(random.int(50, 1_500), undefined, { signal: stage.signal });
      }
    },
  },
  {
    name: 'stop',
    weight: 2,
    holds: ['connector'],
    explains: [],
    run: async (stage, random) => {
      await stage.connector.stop();
      await gap(stage, random);
      stage.connector.start();
    },
  },
  {
    name: 'freeze',
    weight: 1,
    holds: ['connector'],
    explains: ['LEASE_LOST'],
    run: ({ connector, leaseMs, signal }, random) => connector.freeze(random.int(200, 2 * leaseMs), signal),
  },
  {
    name: 'usurp',
    weight: 1,
    holds: ['connector'],
    explains: ['LEASE_LOST'],
    run: ({ connector, leaseMs, signal }, random) => connector.usurp(random.int(leaseMs / 2, leaseMs), signal),
  },
];
