import assert from 'node:assert/strict';
import { type Batch, Batcher, type Destination } from './batcher.ts';

describe('Batcher', () => {
  const to = (topic: string, orderingKey: string | null = null): Destination => ({ topic, orderingKey });

  function collect(maxRows: number, maxBytes = 1_000): { batcher: Batcher; sent: () => string[] } {
    const batches: Batch[] = [];
    const batcher = new Batcher({ maxRows, maxBytes }, (batch) => batches.push(batch));
    return { batcher, sent: () => batches.map(({ topic, data }) => `${topic}:${data.toString()}`) };
  }

  it('lets small transactions share a message', () => {
    const { batcher, sent } = collect(10);
    for (const part of ['1', '2']) {
      batcher.add(to('a'), Buffer.from(part), 1, 0);
      batcher.add(to('b'), Buffer.from(part), 1, 0);
      batcher.commit();
    }
    assert.deepEqual(sent(), []);
    batcher.flush();
    assert.deepEqual(sent(), ['a:[1,2]', 'b:[1,2]']);
  });

  it('starts a new message rather than part a transaction', () => {
    const { batcher, sent } = collect(3);
    for (const parts of [
      ['1', '2'],
      ['3', '4'],
    ]) {
      for (const part of parts) batcher.add(to('a'), Buffer.from(part), 1, 0);
      batcher.commit();
    }
    batcher.flush();
    assert.deepEqual(sent(), ['a:[1,2]', 'a:[3,4]']);
  });

  it('splits what is larger than a message, after all that came before', () => {
    const { batcher, sent } = collect(2);
    batcher.add(to('a'), Buffer.from('0'), 1, 0);
    batcher.commit();
    for (const part of ['1', '2', '3']) batcher.add(to('a'), Buffer.from(part), 1, 0);
    batcher.commit();
    batcher.flush();
    assert.deepEqual(sent(), ['a:[0]', 'a:[1,2]', 'a:[3]']);
  });

  it('bounds a message by bytes', () => {
    const { batcher, sent } = collect(100, 10);
    for (const part of ['1234', '5678', '9']) batcher.add(to('a'), Buffer.from(part), 1, 0);
    batcher.commit();
    batcher.flush();
    assert.deepEqual(sent(), ['a:[1234]', 'a:[5678,9]']);
  });

  it('forgets an open transaction, and keeps what came before', () => {
    const { batcher, sent } = collect(10);
    batcher.add(to('a'), Buffer.from('1'), 1, 0);
    batcher.commit();
    batcher.add(to('a'), Buffer.from('2'), 1, 0);
    batcher.rollback();
    batcher.add(to('a'), Buffer.from('3'), 1, 0);
    batcher.flush();
    assert.deepEqual(sent(), ['a:[1]']);
    batcher.commit();
    batcher.flush();
    assert.deepEqual(sent(), ['a:[1]', 'a:[3]']);
  });

  it('separates ordering keys', () => {
    const { batcher, sent } = collect(10);
    for (const part of ['1', '2', '3']) batcher.add(to('a', `a.${Number(part) % 2}`), Buffer.from(part), 1, 0);
    batcher.commit();
    batcher.flush();
    assert.deepEqual(sent(), ['a:[1,3]', 'a:[2]']);
  });

  it('uses buffers again without mixing messages up', () => {
    const batches: Batch[] = [];
    const batcher = new Batcher({ maxRows: 3, maxBytes: 100_000 }, (batch) => batches.push(batch));
    const texts: string[] = [];
    for (let i = 0; i < 200; i++) {
      const part = String(i).repeat(1 + (i % 500) * 40);
      texts.push(part);
      batcher.add(to('a'), Buffer.from(`"${part}"`), 1, 0);
      if (i % 2) batcher.commit();
      if (i % 7 !== 0) continue;
      for (const { data, release } of batches.splice(0)) {
        assert.deepEqual(
          JSON.parse(data.toString()),
          texts.splice(0, (JSON.parse(data.toString()) as string[]).length),
        );
        release();
      }
    }
  });
});
