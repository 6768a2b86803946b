import assert from 'node:assert/strict';
import { type Batch, Batcher, type Destination } from './batcher.ts';

describe('Batcher', () => {
  const to = (table: string, orderingKey: string | null = null): Destination => ({ table, orderingKey });

  function collect(maxRows: number, maxBytes = 1_000): { batcher: Batcher; sent: () => string[] } {
    const batches: Batch[] = [];
    const batcher = new Batcher({ maxRows, maxBytes }, (batch) => batches.push(batch));
    return { batcher, sent: () => batches.map(({ table, parts }) => `${table}:${parts.join('')}`) };
  }

  it('lets small transactions share a message', () => {
    const { batcher, sent } = collect(10);
    for (const part of ['1', '2']) {
      batcher.add(to('a'), [part], 0);
      batcher.add(to('b'), [part], 0);
      batcher.commit();
    }
    assert.deepEqual(sent(), []);
    batcher.flush();
    assert.deepEqual(sent(), ['a:12', 'b:12']);
  });

  it('starts a new message rather than part a transaction', () => {
    const { batcher, sent } = collect(3);
    for (const parts of [
      ['1', '2'],
      ['3', '4'],
    ]) {
      for (const part of parts) batcher.add(to('a'), [part], 0);
      batcher.commit();
    }
    batcher.flush();
    assert.deepEqual(sent(), ['a:12', 'a:34']);
  });

  it('splits what is larger than a message, after all that came before', () => {
    const { batcher, sent } = collect(2);
    batcher.add(to('a'), ['0'], 0);
    batcher.commit();
    for (const part of ['1', '2', '3']) batcher.add(to('a'), [part], 0);
    batcher.commit();
    batcher.flush();
    assert.deepEqual(sent(), ['a:0', 'a:12', 'a:3']);
  });

  it('bounds a message by bytes', () => {
    const { batcher, sent } = collect(100, 10);
    for (const part of ['1234', '5678', '9']) batcher.add(to('a'), [part], 0);
    batcher.commit();
    batcher.flush();
    assert.deepEqual(sent(), ['a:1234', 'a:56789']);
  });

  it('forgets an open transaction', () => {
    const { batcher, sent } = collect(10);
    batcher.add(to('a'), ['1'], 0);
    batcher.rollback();
    batcher.flush();
    assert.deepEqual(sent(), []);
  });
});
