import assert from 'node:assert/strict';
import { z } from 'zod';
import { readMessage } from './read-message.ts';
import { tableSpec } from './table-spec.ts';

const columns = { id: ['id', z.string()], text: ['text', z.string()] } as const;
const spec = { keyColumns: ['id'], scopeColumn: 'owner', columns };
const items = tableSpec<{ id: string; text: string }>({ ...spec, table: 'items', unscopedRange: 'everyScope' });
const fans = tableSpec<{ id: string; text: string }>({ ...spec, table: 'fans', unscopedRange: 'ignored' });

const source = (table: string) => ({ db: 'd', table, file: 'b.000001', pos: 4, row: 1, ts_ms: 5, epoch: 1 });
const marker = (table: string, where: Record<string, string> | null) => ({
  op: 's',
  source: source(table),
  keyColumns: ['id'],
  keyFrom: null,
  keyTo: ['k'],
  keys: [],
  where,
});
const read = (...envelopes: object[]) => readMessage(JSON.stringify(envelopes), [items, fans], 0);
const codesOf = (...envelopes: object[]) => read(...envelopes).rejected.map(({ code }) => code);

describe('ranges', () => {
  it('of one scope are of that scope alone, in any table', () => {
    for (const table of ['items', 'fans']) {
      const [routed] = read(marker(table, { owner: 'o1' })).routed;
      assert.equal(routed?.scope, 'o1');
      assert.equal(routed?.write.kind === 'range' && routed.write.shared, false);
    }
  });

  it('of all scopes are shared where the table has so few that all can be visited', () => {
    const [routed] = read(marker('items', null)).routed;
    assert.equal(routed?.scope, null);
    assert.equal(routed?.write.kind === 'range' && routed.write.shared, true);
  });

  it('of all scopes say nothing where there may be a million, and TRUNCATE is a dead letter', () => {
    const marked = read(marker('fans', null));
    assert.deepEqual([marked.routed, marked.rejected], [[], []]);
    assert.deepEqual(codesOf({ op: 't', source: source('fans') }), ['unscopedRange']);
  });

  it('that are narrowed by another column void nothing', () => {
    const wider = [marker('items', { colour: 'red' }), marker('items', { owner: 'o1', colour: 'red' })];
    assert.deepEqual(codesOf(...wider), ['badEnvelope', 'badEnvelope']);
    assert.deepEqual(codesOf(marker('items', { owner: 'a/b' })), ['badKey']);
    assert.deepEqual(read(...wider).routed, []);
  });
});

describe('rows', () => {
  const row = (text: string, more: object = {}) => ({
    op: 'c',
    before: null,
    after: { id: 'k', owner: 'o1', text, ...more },
    source: source('items'),
  });

  it('with half a character are dead letters wherever it is, and the others proceed', () => {
    const half = '\ud800';
    const rows = [row(half), row('', { id: half }), row('', { owner: half }), row('fine')];
    const ranges = [
      { ...marker('items', null), keyTo: [half] },
      { ...marker('items', null), keyFrom: [half] },
      marker('items', { owner: half }),
    ];
    const { routed, rejected } = read(...rows, ...ranges, { ...row('gone'), op: 'd', before: rows[1]?.after });
    assert.deepEqual(
      rejected.map(({ code }) => code),
      ['badRow', 'badKey', 'badKey', 'badKey', 'badKey', 'badKey', 'badKey'],
    );
    assert.equal(routed.length, 1);
  });

  it('with a key that no table has are dead letters, and ranges that end at one', () => {
    const key = 'é'.repeat(1_600);
    assert.deepEqual(codesOf(row('', { id: key }), { ...marker('items', null), keyTo: [key] }), ['badKey', 'badKey']);
  });

  it('are dead letters also when what came is nested deeper than a stack', () => {
    const deep = `{"a": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    const text = JSON.stringify([row('fine'), { op: 'c', source: source('items'), after: 'DEEP' }]).replace(
      '"DEEP"',
      deep,
    );
    const { routed, rejected } = readMessage(text, [items], 0);
    assert.equal(routed.length, 1);
    assert.ok(JSON.stringify(rejected).length < 2_000);
  });

  it('of more than 100 KB are dead letters, and the others proceed', () => {
    const { routed, rejected } = read(row('x'.repeat(99_000)), row('é'.repeat(51_000)));
    assert.equal(routed.length, 1);
    assert.equal(rejected[0]?.code, 'badRow');
    assert.match(rejected[0]?.message ?? '', /too large: 102\d\d\d bytes/);
  });
});
