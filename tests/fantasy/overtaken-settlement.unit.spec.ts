import assert from 'node:assert/strict';
import { seededRandom } from '@fanfold/replay/random';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { Killed } from '../folding/instance.ts';
import { assertSettled } from './assert-settled.ts';
import { Receivers } from './receivers.ts';
import { SettledMatch, tiedEntries } from './settled-match.ts';
import { startSettler } from './settlement-instance.ts';

describe('an instance that settles a block which has changed since it was read', () => {
  it('takes nobody their coins or news when it dies between results and publishing, with its settlement ended by the next one', async () => {
    const memory = new MemoryFirestore();
    const match = await SettledMatch.play(memory.firestore, tiedEntries(seededRandom(1), 31));
    await match.end();
    const receivers = new Receivers();
    const [reachesWrite, mayWrite] = [newGate(), newGate()];
    let isFirst = true;
    const pause = async () => {
      if (!isFirst) return;
      isFirst = false;
      reachesWrite.open();
      await mayWrite.opened;
    };
    const slow = startSettler(memory.firestore, receivers.publish, { pause, fate: (at) => at === 'beforePublish' });
    const settling = slow(1, 'r');
    await reachesWrite.opened;
    await match.enter(tiedEntries(seededRandom(9), 1, 10_000));
    assert.deepEqual(match.asked, [1, 2]);

    let hasEnded = false;
    memory.before = async (kind, [path = '']) => {
      if (kind === 'commit' && path.endsWith('settlements/000001')) hasEnded = true;
      if (kind !== 'read' || !hasEnded || !path.includes('/results/')) return;
      memory.before = () => undefined;
      mayWrite.open();
      await assert.rejects(settling, Killed);
    };
    const settle = startSettler(memory.firestore, receivers.publish);
    await settle(2, 'r');
    await settle(1, 'r');
    await assertSettled(match, receivers);
  });
});

function newGate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
