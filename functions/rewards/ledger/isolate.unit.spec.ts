import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isolate } from './isolate.ts';

const grpc = (code: number) => Object.assign(new Error(`gRPC ${code}`), { code });

describe('items that are isolated when work fails', () => {
  const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

  it('are those that make it fail, whatever it throws, and the work is done once for all others', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 200 }),
        fc.uniqueArray(fc.nat(199), { maxLength: 5 }),
        fc.constantFrom(grpc(3), grpc(9), grpc(10), grpc(13), grpc(14), new Error('no')),
        fc.integer({ min: 1, max: 4 }),
        async (count, culprits, error, lanes) => {
          const done: number[] = [];
          const failed = await isolate(numbers(count), lanes, async (some) => {
            await Promise.resolve();
            if (some.some((item) => culprits.includes(item))) throw error;
            done.push(...some);
          });
          const expected = numbers(count).filter((item) => culprits.includes(item));
          assert.deepEqual(
            failed.map(({ item }) => item).sort((a, b) => a - b),
            expected,
          );
          assert.ok(failed.every((each) => each.error === error));
          assert.deepEqual(
            done.sort((a, b) => a - b),
            numbers(count).filter((item) => !culprits.includes(item)),
          );
        },
      ),
    ));

  const triesOf = async (error: Error) => {
    let tries = 0;
    const failed = await isolate(numbers(200), 4, () => {
      tries++;
      return Promise.reject(error);
    });
    assert.equal(failed.length, 200);
    assert.ok(failed.every((each) => each.error === error));
    return tries;
  };

  it('are all of them, after a few tries, when Firestore is away', async () => {
    for (const code of [2, 4, 8, 13, 14]) assert.ok((await triesOf(grpc(code))) < 20, `code ${code}`);
  });

  it('are all of them, each tried alone, when it is they that are wrong', async () => {
    for (const error of [grpc(3), grpc(9), new Error('unreadable')]) assert.equal(await triesOf(error), 399);
  });
});
