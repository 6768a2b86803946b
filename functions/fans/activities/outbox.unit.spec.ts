import assert from 'node:assert/strict';
import { GRANTS_TOPIC, PUSH_REQUESTS_TOPIC } from '@fanfold/kit/messages';
import { type Effect, nextOutbox } from './outbox.ts';

const effect = (id: string, text = '', topic = GRANTS_TOPIC): Effect => ({
  topic,
  item: { v: 1, id, uid: 'ana', kind: 'fans.levelUp', body: { text } },
});

describe('the outbox of a fan', () => {
  it('carries on what is not known to be published, each effect once, its own last', () => {
    const pending = [effect('a'), effect('b')];
    assert.deepEqual(nextOutbox(pending, [effect('c'), effect('a')]), {
      outbox: [effect('b'), effect('c'), effect('a')],
      overflow: [],
    });
  });

  it('takes a grant and a push of one fact for two', () => {
    const both = [effect('a'), effect('a', '', PUSH_REQUESTS_TOPIC)];
    assert.deepEqual(nextOutbox([], both).outbox, both);
    assert.deepEqual(nextOutbox(both, [effect('a')]).outbox, [effect('a', '', PUSH_REQUESTS_TOPIC), effect('a')]);
  });

  it('has room for a hundred kilobytes, gives up the oldest, and never what is new', () => {
    const large = 'x'.repeat(30_000);
    const pending = ['a', 'b', 'c'].map((id) => effect(id, large));
    const { outbox, overflow } = nextOutbox(pending, [effect('d', large)]);
    assert.deepEqual(
      [outbox, overflow].map((list) => list.map(({ item }) => item.id)),
      [['b', 'c', 'd'], ['a']],
    );
    const added = ['e', 'f', 'g', 'h'].map((id) => effect(id, large));
    const next = nextOutbox(outbox, added);
    assert.deepEqual(
      next.outbox.map(({ item }) => item.id),
      ['e', 'f', 'g', 'h'],
    );
    assert.equal(next.overflow.length, 3);
  });
});
