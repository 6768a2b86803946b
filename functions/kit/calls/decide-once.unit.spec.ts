import assert from 'node:assert/strict';
import { bodyHash } from './canonical-json.ts';
import { type OnceRecord, decideOnce } from './decide-once.ts';

describe('deciding once', () => {
  const entry = (id: string, amount: number) => ({ id, body: { id, amount } });

  /** What each of a batch is, given what was taken before, and with which answer. */
  function decide(given: readonly [id: string, amount: number, answer: string][], batch: readonly [string, number][]) {
    const known = new Map<string, OnceRecord<string>>(
      given.map(([id, amount, answer]) => [id, { bodyHash: bodyHash({ id, amount }), answer }]),
    );
    return decideOnce(
      batch.map(([id, amount]) => entry(id, amount)),
      known,
    ).map((decision) => ('answer' in decision ? `${decision.is}: ${decision.answer}` : decision.is));
  }

  it('takes what is new', () => {
    assert.deepEqual(
      decide(
        [],
        [
          ['a', 1],
          ['b', 1],
        ],
      ),
      ['new', 'new'],
    );
  });

  it('answers a repeat as the first was answered', () => {
    assert.deepEqual(
      decide(
        [['a', 1, 'booked']],
        [
          ['a', 1],
          ['b', 1],
        ],
      ),
      ['repeat: booked', 'new'],
    );
  });

  it('refuses another body under a known id', () => {
    assert.deepEqual(
      decide(
        [['a', 1, 'booked']],
        [
          ['a', 2],
          ['a', 1],
        ],
      ),
      ['conflict', 'repeat: booked'],
    );
  });

  it('takes equal ones of a batch once, and of unequal ones the first', () => {
    assert.deepEqual(
      decide(
        [],
        [
          ['a', 1],
          ['a', 1],
          ['a', 2],
          ['a', 1],
        ],
      ),
      ['new', 'repeatInBatch', 'conflict', 'repeatInBatch'],
    );
  });

  it('takes a record of no body for another body', () => {
    const known = new Map([['a', { rev: 3 } as unknown as OnceRecord<string>]]);
    assert.deepEqual(
      decideOnce([entry('a', 1), entry('a', 1)], known).map(({ is }) => is),
      ['conflict', 'conflict'],
    );
  });
});

describe('the hash of a body', () => {
  it('is the same whatever the order of fields', () => {
    const one = { id: 'a', body: { x: 1, list: [1, { p: null, q: 2 }] }, 10: 'ten', 9: 'nine' };
    const other = { 9: 'nine', body: { list: [1, { q: 2, p: null }], x: 1 }, 10: 'ten', id: 'a' };
    assert.equal(bodyHash(one), bodyHash(other));
  });

  it('differs by every value, type and order of a list', () => {
    const bodies = [
      { a: 1 },
      { a: '1' },
      { a: null },
      { a: [1, 2] },
      { a: [2, 1] },
      { a: {} },
      { a: [] },
      { b: 1 },
      [],
      {},
      null,
      'a',
    ];
    assert.equal(new Set(bodies.map(bodyHash)).size, bodies.length);
  });

  it('takes a field that is undefined for one that is not there', () => {
    assert.equal(bodyHash({ a: 1, b: undefined }), bodyHash({ a: 1 }));
  });

  it('tells fields apart whose names are those of every object', () => {
    assert.notEqual(bodyHash(JSON.parse('{"__proto__": {"a": 1}}')), bodyHash({}));
  });
});
