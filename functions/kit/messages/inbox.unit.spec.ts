import assert from 'node:assert/strict';
import { z } from 'zod';
import { lettersOnly } from '../testing/letters.ts';
import { type UntakenItem, inbox } from './inbox.ts';

const schema = z.object({ id: z.string(), fan: z.string() });
type Item = z.infer<typeof schema>;

const item = (id: string, fan = 'ana'): Item => ({ id, fan });

/** An inbox whose items are taken by `take`; `taken` has the ids of each call. */
function inboxThat(take: (items: readonly Item[], fan: string) => Promise<readonly UntakenItem[]>) {
  const { db, letters } = lettersOnly();
  const taken: string[][] = [];
  const pace = { now: 0, most: 0 };
  const handle = inbox({
    db,
    service: 'fans',
    topic: 'fan.things',
    schema,
    keyOf: ({ fan }) => fan,
    take: async (items, fan) => {
      taken.push(items.map(({ id }) => id));
      pace.most = Math.max(pace.most, ++pace.now);
      await Promise.resolve();
      return take(items, fan).finally(() => pace.now--);
    },
  });
  return { letters, taken, pace, send: (message: unknown) => handle(JSON.stringify(message)), handle };
}

const nothing = () => Promise.resolve([]);
const failWith = (code: number) => Promise.reject(Object.assign(new Error(`code ${code}`), { code }));

describe('inbox', () => {
  it('takes the items of a fan together, in their order', async () => {
    const { send, taken } = inboxThat(nothing);
    await send([item('1'), item('2', 'bo'), item('3')]);
    assert.deepEqual(taken, [['1', '3'], ['2']]);
  });

  it('takes a message of one item', async () => {
    const { send, taken } = inboxThat(nothing);
    await send(item('1'));
    assert.deepEqual(taken, [['1']]);
  });

  it('keeps each bad item as a dead letter, and takes the others', async () => {
    const { send, taken, letters } = inboxThat(nothing);
    await send([item('1'), { id: 2, fan: 'ana' }, null, [], item('3')]);
    assert.deepEqual(taken, [['1', '3']]);
    assert.deepEqual(
      [...letters.values()].map(({ code, payload }) => [code, payload]),
      [
        ['badItem', '{"id":2,"fan":"ana"}'],
        ['badItem', 'null'],
        ['badItem', '[]'],
      ],
    );
    assert.match([...letters.values()][0]?.message ?? '', /id/);
  });

  it('keeps a message that is none as a dead letter', async () => {
    const { handle, letters } = inboxThat(nothing);
    for (const text of ['', '{']) await handle(text);
    assert.deepEqual(
      [...letters.values()].map(({ code, payload }) => [code, payload]),
      [
        ['notJson', ''],
        ['notJson', '{'],
      ],
    );
  });

  it('has 32 fans under way at once', async () => {
    const { send, taken, pace } = inboxThat(nothing);
    await send(Array.from({ length: 100 }, (_, n) => item(`${n}`, `fan${n}`)));
    assert.equal(taken.length, 100);
    assert.equal(pace.most, 32);
  });

  it('bounds a call by items and by bytes, and takes those of one fan one after the other', async () => {
    const many = inboxThat(nothing);
    await many.send(Array.from({ length: 450 }, (_, n) => item(`${n}`)));
    assert.deepEqual(
      many.taken.map((ids) => ids.length),
      [200, 200, 50],
    );
    assert.equal(many.pace.most, 1);
    const large = inboxThat(nothing);
    await large.send(Array.from({ length: 5 }, (_, n) => item(`${n}${'x'.repeat(900_000)}`)));
    assert.deepEqual(
      large.taken.map((ids) => ids.length),
      [2, 2, 1],
    );
  });

  it('takes all other fans before it fails for one', async () => {
    const { send, taken } = inboxThat((_, fan) => (fan === 'fan0' ? failWith(14) : nothing()));
    await assert.rejects(send(Array.from({ length: 100 }, (_, n) => item(`${n}`, `fan${n}`))), { code: 14 });
    assert.equal(taken.length, 100);
  });

  it('takes all pages of a fan before it fails for one of them', async () => {
    const { send, taken } = inboxThat((items) => (items.some(({ id }) => id === '0') ? failWith(14) : nothing()));
    await assert.rejects(send(Array.from({ length: 450 }, (_, n) => item(`${n}`))), { code: 14 });
    assert.deepEqual(
      taken.map((ids) => ids.length),
      [200, 200, 50],
    );
  });

  it('keeps what the service refuses before it fails for what was not taken this time', async () => {
    const { send, letters } = inboxThat((items) =>
      Promise.resolve(
        items.flatMap((each): UntakenItem[] => {
          if (each.id === '1') return [{ item: each, error: new Error('not now') }];
          return each.id === '2' ? [{ item: each, code: 'refusedItem', message: 'never' }] : [];
        }),
      ),
    );
    await assert.rejects(send([item('1'), item('2'), item('3')]), /not now/);
    assert.deepEqual(
      [...letters.values()].map(({ payload }) => payload),
      [JSON.stringify(item('2'))],
    );
  });

  it('finds the item that Firestore cannot store beside one for which it does not answer', async () => {
    const stored = new Set<string>();
    const { send, letters } = inboxThat((items) => {
      if (items.some(({ id }) => id === '2')) return failWith(3);
      if (items.some(({ id }) => id === '1')) return failWith(14);
      for (const { id } of items) stored.add(id);
      return nothing();
    });
    await assert.rejects(send(['1', '2', '3', '4'].map((id) => item(id))), { code: 14 });
    assert.deepEqual([...stored].sort(), ['3', '4']);
    assert.deepEqual(
      [...letters.values()].map(({ payload }) => payload),
      [JSON.stringify(item('2'))],
    );
  });

  it('keeps what the service refuses, and nothing else of the call', async () => {
    const { send, letters } = inboxThat((items) =>
      Promise.resolve(
        items
          .filter(({ id }) => id === '2')
          .map((refused) => ({ item: refused, code: 'refusedItem' as const, message: 'no such wallet' })),
      ),
    );
    await send([item('1'), item('2'), item('3')]);
    assert.deepEqual(
      [...letters.values()].map(({ code, message, payload }) => [code, message, payload]),
      [['refusedItem', 'no such wallet', JSON.stringify(item('2'))]],
    );
  });

  it('keeps with a dead letter the topic by which it can be sent again, if it is an item of one', async () => {
    const refuse = (items: readonly Item[]) =>
      Promise.resolve(items.map((each) => ({ item: each, code: 'refusedItem' as const, message: 'never' })));
    const { send, handle, letters } = inboxThat(refuse);
    await send([item('1'), { id: 2 }]);
    await handle('{');
    assert.deepEqual(
      [...letters.values()].map(({ payload, topic }) => [payload, topic]).sort(),
      [
        ['{', null],
        [JSON.stringify(item('1')), 'fan.things'],
        [JSON.stringify({ id: 2 }), 'fan.things'],
      ].sort(),
    );
  });

  it('keeps an item as it came, whatever its schema makes of it', async () => {
    const { db, letters } = lettersOnly();
    const handle = inbox({
      db,
      service: 'fans',
      topic: 'fan.things',
      schema: schema.transform(({ id, fan }) => ({ name: `${fan}:${id}` })),
      keyOf: () => 'all',
      take: (items) =>
        Promise.resolve(
          items.flatMap((each): UntakenItem[] =>
            each.name === 'ana:3' ? [{ item: each, code: 'refusedItem', message: 'never' }] : [],
          ),
        ),
    });
    await handle(JSON.stringify([item('1'), { id: 2 }, { ...item('3'), more: true }]));
    assert.deepEqual(
      [...letters.values()].map(({ payload }) => JSON.parse(payload) as unknown),
      [{ id: 2 }, { ...item('3'), more: true }],
    );
  });

  it('finds the item that Firestore cannot store, and takes the others', async () => {
    const stored = new Set<string>();
    const { send, letters } = inboxThat((items) => {
      if (items.some(({ id }) => id === '2')) return failWith(3);
      for (const { id } of items) stored.add(id);
      return nothing();
    });
    await send([item('1'), item('2'), item('3'), item('4', 'bo')]);
    assert.deepEqual([...stored].sort(), ['1', '3', '4']);
    assert.deepEqual(
      [...letters.values()].map(({ code, payload }) => [code, payload]),
      [['cannotBeStored', JSON.stringify(item('2'))]],
    );
  });
});
