import assert from 'node:assert/strict';
import { testingTable } from '../testing/table.ts';
import fc from 'fast-check';
import {
  type Entry,
  type Envelope,
  SNAPSHOT_ROW,
  type SnapshotMarker,
  TableRows,
  joinKey,
  versionOf,
} from '@fanfold/kit/contract';
import type { KeyRange } from '../publish/envelopes.ts';
import { justBefore, snapshotMessages } from './snapshot-messages.ts';

const LIMITS = { maxRows: 500, maxBytes: 1_000_000, maxRowBytes: 2_000_000 };
const SOURCE = { db: 'stats', table: 'items', file: 'binlog.000001', pos: 99, row: SNAPSHOT_ROW, ts_ms: 7, epoch: 1 };
const TOPIC = 'changes.items';
const OPEN: KeyRange = { keyFrom: null, keyTo: null };
const TABLE = testingTable('items', ['a', 'b']);

interface Message {
  keys: string[];
  marker: SnapshotMarker;
  bytes: number;
}

function split(
  rows: readonly { a: string; b: string; text: string }[],
  limits = LIMITS,
  range = OPEN,
): { messages: Message[]; tooLarge: string[] } {
  const sight = { table: TABLE, topic: TOPIC, source: SOURCE, where: null };
  const { messages, tooLarge } = snapshotMessages({ ...sight, rows, range }, limits);
  return {
    messages: messages.map(({ data, rows: count, topic }) => {
      assert.equal(topic, TOPIC);
      const envelopes = JSON.parse(data.toString()) as Envelope[];
      assert.equal(count, envelopes.length);
      const marker = envelopes.pop();
      assert.ok(marker?.op === 's', 'the marker comes last');
      assert.ok(envelopes.every(({ op }) => op === 'r'));
      return { keys: envelopes.map((envelope) => keyText(envelope)), marker, bytes: data.length };
    }),
    tooLarge: tooLarge.map(keyText),
  };
}

function keyText(envelope: Envelope): string {
  return envelope.op === 's' ? '' : joinKey([String(envelope.after?.['a']), String(envelope.after?.['b'])]);
}

function rowsNamed(names: readonly string[], text = ''): { a: string; b: string; text: string }[] {
  return names.map((b) => ({ a: 'm', b, text }));
}

describe('snapshotMessages', () => {
  it('puts a chunk of as many rows as a message takes into one message, with its marker', () => {
    const rows = rowsNamed(Array.from({ length: 500 }, (_, i) => String(1000 + i)));
    const { messages } = split(rows);
    assert.equal(messages.length, 1);
    assert.equal(messages[0]?.keys.length, 500);
    assert.deepEqual([messages[0]?.marker.keyFrom, messages[0]?.marker.keyTo], [null, null]);
  });

  it('says of an empty chunk that there is nothing', () => {
    const { messages } = split([], LIMITS, { keyFrom: ['m', 'a'], keyTo: null });
    assert.deepEqual(
      messages.map(({ marker }) => [marker.keyFrom, marker.keyTo, marker.keys]),
      [[['m', 'a'], null, []]],
    );
  });

  it('splits what is too large for one message into ranges that touch', () => {
    const { messages } = split(rowsNamed(['1', '2', '3', '4', '5'], 'x'.repeat(400)), { ...LIMITS, maxBytes: 1_800 });
    assert.deepEqual(
      messages.map(({ marker }) => [marker.keyFrom, marker.keyTo, marker.keys]),
      [
        [
          null,
          ['m', '2'],
          [
            ['m', '1'],
            ['m', '2'],
          ],
        ],
        [
          ['m', '2'],
          ['m', '4'],
          [
            ['m', '3'],
            ['m', '4'],
          ],
        ],
        [['m', '4'], null, [['m', '5']]],
      ],
    );
  });

  it('ends one range before a row that no message can carry, and starts the next at it', () => {
    const rows = rowsNamed(['1', '2', '3']);
    const range = { keyFrom: ['m', '0'], keyTo: ['m', '3'] };
    const { messages, tooLarge } = split(
      rows.map((row) => (row.b === '2' ? { ...row, text: 'x'.repeat(2_000_000) } : row)),
      LIMITS,
      range,
    );
    assert.deepEqual(tooLarge, ['m\u00002']);
    assert.deepEqual(
      messages.map(({ marker }) => [marker.keyFrom, marker.keyTo, marker.keys]),
      [
        [['m', '0'], ['m', '1\uffff'], [['m', '1']]],
        [['m', '2'], ['m', '3'], [['m', '3']]],
      ],
    );
  });

  it('says nothing of the empty range after such a row at the end of a chunk', () => {
    const rows = [{ a: 'm', b: '1', text: 'x'.repeat(2_000_000) }];
    const { messages } = split(rows, LIMITS, { keyFrom: null, keyTo: ['m', '1'] });
    assert.deepEqual(
      messages.map(({ marker }) => [marker.keyFrom, marker.keyTo, marker.keys]),
      [[null, ['m', '0\uffff'], []]],
    );
  });

  /** Keys as they sort in the table; two letters, so that one is often the beginning of another. */
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '\u0001', '\u007f'), maxLength: 3 });
  const table = fc
    .uniqueArray(fc.record({ a: word, b: word, size: fc.nat(300) }), { selector: ({ a, b }) => joinKey([a, b]) })
    .map((rows) => rows.sort((x, y) => (joinKey([x.a, x.b]) < joinKey([y.a, y.b]) ? -1 : 1)))
    .map((rows) => rows.map(({ a, b, size }) => ({ a, b, text: 'x'.repeat(size) })));
  const limits = fc.record({
    maxRows: fc.integer({ min: 1, max: 5 }),
    maxBytes: fc.integer({ min: 500, max: 3_000 }),
    maxRowBytes: fc.integer({ min: 300, max: 600 }),
  });

  it('whatever the rows and the limits: messages within the limits, ranges without gap or overlap, no row lost', () => {
    fc.assert(
      fc.property(table, limits, (rows, limits) => {
        const { messages, tooLarge } = split(rows, limits);
        assert.deepEqual(
          [...messages.flatMap(({ keys }) => keys), ...tooLarge].sort(),
          rows.map(({ a, b }) => joinKey([a, b])).sort(),
        );
        let end: string | null = null;
        for (const [index, { keys, marker, bytes }] of messages.entries()) {
          assert.ok(keys.length <= limits.maxRows);
          // One row may exceed it, and the end of a range that stops before a large row is longer than a key.
          if (keys.length > 1) assert.ok(bytes <= limits.maxBytes + 3);
          assert.deepEqual(marker.keys.map(joinKey), keys);
          const from = marker.keyFrom && joinKey(marker.keyFrom);
          const to = marker.keyTo && joinKey(marker.keyTo);
          for (const key of keys) assert.ok((from === null || from < key) && (to === null || key <= to));
          const afterLarge = from !== null && tooLarge.includes(from);
          if (afterLarge) assert.ok(end === null || end < from);
          else assert.equal(from, end);
          assert.equal(to === null, index === messages.length - 1);
          end = to;
        }
      }),
    );
  });

  it('leaves a consumer, in any order, with the rows of the table and the older version of what no message can carry', () => {
    const older = { version: '0', row: { old: true } } satisfies Entry;
    const shuffled = table.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.array(fc.tuple(word, word)), limits, fc.infiniteStream(fc.nat())),
    );
    fc.assert(
      fc.property(shuffled, ([rows, stale, limits, order]) => {
        const consumer = new TableRows();
        const { messages, tooLarge } = split(rows, limits);
        for (const key of [...rows.map(({ a, b }) => joinKey([a, b])), ...stale.map(joinKey)])
          consumer.entries.set(key, older);
        const version = versionOf({ source: SOURCE }, 0);
        const weighed = messages.map((message) => ({ message, weight: Number(order.next().value) }));
        for (const { message } of weighed.sort((x, y) => x.weight - y.weight)) {
          const { keyFrom, keyTo } = message.marker;
          for (const key of message.keys)
            consumer.apply({ kind: 'row', table: 'items', key, version, row: { old: false } });
          consumer.apply({
            kind: 'range',
            shared: false,
            table: 'items',
            version,
            from: keyFrom && joinKey(keyFrom),
            to: keyTo && joinKey(keyTo),
          });
        }
        const expected = rows.map(({ a, b }) => [joinKey([a, b]), tooLarge.includes(joinKey([a, b]))] as const);
        const found = [...consumer.entries].map(([key, { row }]) => [key, (row as { old: boolean }).old] as const);
        assert.deepEqual(new Map(found.sort()), new Map([...expected].sort()));
      }),
    );
  });
});

describe('justBefore', () => {
  const cases: [string[], string[] | null][] = [
    [['b'], ['a\uffff']],
    [
      ['ab', 'c'],
      ['ab', 'b\uffff'],
    ],
    [['a\u0000'], ['a']],
    [['b', ''], ['a\uffff']],
    [['', ''], null],
  ];
  for (const [key, expected] of cases) {
    it(JSON.stringify(key), () => assert.deepEqual(justBefore(key), expected));
  }

  it('leaves no text between', () => {
    const word = fc.string({ unit: 'binary-ascii', maxLength: 3 });
    fc.assert(
      fc.property(word, word, (key, other) => {
        const end = justBefore([key]);
        assert.equal(other < key, end !== null && other <= joinKey(end));
      }),
    );
  });
});
