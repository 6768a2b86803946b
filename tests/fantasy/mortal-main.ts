import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';
import { EntryStore } from '@fanfold/fantasy/entries/entry-store';
import { EntryWriter } from '@fanfold/fantasy/entries/entry-writer';
import { FantasyStore } from '@fanfold/fantasy/scorer/fantasy-store';
import { Scorer } from '@fanfold/fantasy/scorer/scorer';
import { settleShard } from '@fanfold/fantasy/settlement/shard';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import type { FromMortal, ToMortal } from '../support/mortal.ts';
import type { FantasyWork } from './fantasy-work.ts';

/** A process that scores and settles what its parent delivers, until it is killed. Whatever it publishes goes to the parent, who confirms it. */

const [projectId = ''] = process.argv.slice(2);
const db = getFirestore(initializeApp({ projectId }));
const confirmed = new Map<number, () => void>();
let published = 0;

function say(message: FromMortal): void {
  process.send?.(message);
}

function publish(topic: string, items: readonly object[]): Promise<void> {
  return new Promise((done) => {
    const number = ++published;
    confirmed.set(number, done);
    say({ kind: 'published', number, topic, items });
  });
}

const AT_ONCE = () => ({ liveCommitsPerSecond: 0, quietCommitSeconds: 0 });

const scorer = new Scorer({
  db,
  publish: async (effects) => {
    for (const effect of effects) await publish(effect.topic, [effect]);
  },
  publishItems: publish,
  pace: AT_ONCE,
  epoch: () => 0,
  now: () => new Date('2000-01-01T00:00:00Z'),
  // Documents of two runs are compared.
  newSalt: () => 'salt',
});
const writer = new EntryWriter({ store: new EntryStore(db), pace: AT_ONCE });

function work(message: FantasyWork): Promise<void> {
  switch (message.kind) {
    case 'rows':
      return scorer.handle(message.text);
    case 'entry':
      return enter(message.matchId, message.entry);
    case 'settle':
      return settleShard(new FantasyStore(db), publish, message.contestId, message.n, message.shard);
  }
}

async function enter(matchId: string, entry: EntryRecord): Promise<void> {
  await writer.enter(matchId, matchId, entry);
  await scorer.tick(matchId);
}

process.on('message', (message: ToMortal<FantasyWork>) => {
  if ('kind' in message) {
    confirmed.get(message.number)?.();
    confirmed.delete(message.number);
    return;
  }
  const { id } = message;
  work(message.work).then(
    () => say({ kind: 'done', id }),
    (error: unknown) => say({ kind: 'failed', id, error: String(error) }),
  );
});
say({ kind: 'ready' });
