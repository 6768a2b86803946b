import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from './fault.ts';
import type { ProxyMode } from '../proxy.ts';

type Peer = 'mysql' | 'pubsub' | 'firestore';

/** What the connector may say when a peer stays away as it starts. */
const EXPLAINS: Record<Peer, readonly string[]> = {
  mysql: ['SERVER_UNREACHABLE'],
  pubsub: ['PUBSUB_UNREACHABLE'],
  firestore: ['LEASE_LOST', 'FIRESTORE_UNREACHABLE'],
};

function cut(peer: Peer, weight: number): Fault {
  return {
    name: `cut ${peer}`,
    weight,
    holds: [peer],
    explains: EXPLAINS[peer],
    run: async ({ proxies, signal }, random) => {
      for (let left = random.int(1, 4); left > 0; left--) {
        proxies[peer].cut();
        await wait(random.int(0, 200), undefined, { signal });
      }
    },
  };
}

/** For a while, and then a cut, or the connections go on where they stood. */
function disturb(peer: Peer, mode: ProxyMode, weight: number, maxMs: number): Fault {
  return {
    name: `${mode} ${peer}`,
    weight,
    holds: [peer],
    explains: EXPLAINS[peer],
    run: async ({ proxies, signal }, random) => {
      proxies[peer].mode = mode;
      try {
        await wait(random.int(50, maxMs), undefined, { signal });
        if (random.chance(0.5)) proxies[peer].cut();
      } finally {
        proxies[peer].mode = 'pass';
      }
    },
  };
}

export const NETWORK_FAULTS: readonly Fault[] = [
  cut('mysql', 4),
  cut('pubsub', 3),
  cut('firestore', 2),
  disturb('mysql', 'refuse', 2, 800),
  disturb('mysql', 'stall', 2, 1_500),
  disturb('pubsub', 'refuse', 2, 800),
  disturb('pubsub', 'stall', 1, 1_500),
  // Pub/Sub has the message and the connector never hears of it.
  disturb('pubsub', 'deaf', 2, 1_000),
  disturb('firestore', 'refuse', 1, 1_500),
  disturb('firestore', 'stall', 1, 2_000),
  disturb('firestore', 'deaf', 1, 1_000),
];
