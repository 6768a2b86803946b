import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type EventRow, type MatchRow, type SquadRow, foldMatch } from '@fanfold/game/match';
import fc from 'fast-check';
import { changesTopic } from '../messages/topics.ts';
import { readMessage } from './read-message.ts';
import { matchEventsTable, matchesTable, statsTables } from './match-tables.ts';
import { type Columns, ownMessages, ownSnapshot, rowsAfter } from '../testing/changes.ts';
import { type DebeziumServer, debeziumMessages, debeziumSnapshot } from '../testing/debezium.ts';
import { ball, history, match } from '../testing/first-over.ts';

/** Envelopes of the shape that Debezium 3.6 documents; no Debezium runs here. */

const mysql: DebeziumServer = { connector: 'mysql', eventPositions: true, booleans: false, schemas: false };
const servers: [string, DebeziumServer][] = [
  ['MySQL', mysql],
  ['MySQL with schemas, tables created while it streamed', { ...mysql, booleans: true, schemas: true }],
  ['MariaDB 10.11', { ...mysql, connector: 'mariadb' }],
  ['MariaDB 11.4, without positions of events', { ...mysql, connector: 'mariadb', eventPositions: false }],
];

const DOCUMENTED = new URL('../../../docs/debezium.md', import.meta.url);
const OWN = 1_790_000_000;
const SWITCHED = 1_795_000_000;
const truth = rowsAfter(ownMessages(history, OWN), 0);

function viewOf(rows: Map<string, object[]>) {
  const of = <R>(table: string) => (rows.get(`m/${table}`) ?? []) as R[];
  const [row] = of<MatchRow>('matches');
  return foldMatch({ match: row ?? null, squads: of<SquadRow>('squads'), events: of<EventRow>('match_events') });
}

/** Orders tried of a stream, and at each transaction where another reader may begin. */
const ORDERS = 60;
const ORDERS_AT_EACH = 12;

/** In whatever order, and some of them twice, the messages end in these rows and their scorecard. */
function assertEndsIn(messages: string[], expected: Map<string, object[]>, numRuns = ORDERS): void {
  const some = fc.shuffledSubarray(messages);
  const all = fc.shuffledSubarray(messages, { minLength: messages.length });
  fc.assert(
    fc.property(some, all, (first, second) => {
      const rows = rowsAfter([...first, ...second], SWITCHED);
      assert.deepEqual(rows, expected);
      assert.deepEqual(viewOf(rows), viewOf(expected));
    }),
    { numRuns },
  );
}

describe('Debezium in place of the connector', () => {
  it('has a history to tell', () => {
    assert.equal(truth.get('m/match_events')?.length, 5);
    assert.equal(truth.get('n/match_events')?.length, 1);
    assert.equal(viewOf(truth)?.header.status, 'finished');
    assertEndsIn(ownMessages(history, OWN), truth);
  });

  for (const [name, server] of servers) {
    describe(name, () => {
      it('streams to the same scorecard', () => assertEndsIn(debeziumMessages(history, server), truth));

      it('snapshots, at whatever transaction, and streams on', () => {
        for (let at = 0; at <= history.length; at++) {
          assertEndsIn(
            [...debeziumSnapshot(history, at, server), ...debeziumMessages(history, server, at)],
            truth,
            ORDERS_AT_EACH,
          );
        }
      });

      it('takes over while the connector still runs, and gives back', () => {
        for (let at = 0; at < history.length; at += 3) {
          const debezium = [...debeziumSnapshot(history, at, server), ...debeziumMessages(history, server, at)];
          assertEndsIn([...ownMessages(history, OWN), ...debezium], truth, ORDERS_AT_EACH);
          const back = ownSnapshot(history, at + 2, SWITCHED + 60);
          assertEndsIn([...debezium, ...back, ...ownMessages(history, SWITCHED + 60, at + 2)], truth, ORDERS_AT_EACH);
        }
      });
    });
  }

  it('keeps a row that was deleted while nobody read, until the connector reconciles', () => {
    const before = ownMessages(history.slice(0, 5), OWN);
    const debezium = [...debeziumSnapshot(history, 6, mysql), ...debeziumMessages(history, mysql, 6)];
    const rows = rowsAfter([...before, ...debezium], SWITCHED);
    assert.equal(rows.get('m/match_events')?.length, 6);
    assertEndsIn([...before, ...debezium, ...ownSnapshot(history, history.length, SWITCHED + 60)], truth);
  });

  it('sends nothing else that becomes a row', () => {
    const read = (...messages: unknown[]) => readMessage(JSON.stringify(messages), statsTables, SWITCHED);
    assert.deepEqual(read(null, { schema: null, payload: null }), { routed: [], rejected: [], oldestMs: null });
    const { source } = JSON.parse(debeziumMessages(history, mysql)[0] ?? '') as { source: object };
    const strangers = [
      { ts_ms: 1_795_000_000_000 },
      { status: 'BEGIN', id: '0-1-7', ts_ms: 1_795_000_000_000, event_count: null, data_collections: null },
      { source, ts_ms: 1_795_000_000_000, databaseName: 'fanfold', ddl: 'ALTER TABLE …', tableChanges: [] },
    ];
    const { routed, rejected } = read(...strangers);
    assert.deepEqual(routed, []);
    assert.deepEqual(new Set(rejected.map(({ code }) => code)), new Set(['badEnvelope']));
  });

  it('sends each table to the topic that functions listen to, under the configuration of docs/debezium.md', () => {
    const properties = new Map(
      [...readFileSync(DOCUMENTED, 'utf8').matchAll(/^debezium\.([\w.]+)=(.*)$/gm)].map(
        ([, name, value]) => [name, value?.replaceAll('\\\\', '\\')] as const,
      ),
    );
    const property = (name: string): string => {
      const value = properties.get(name);
      assert.ok(value, `${name} is in the configuration`);
      return value;
    };
    const routers = property('transforms').split(',');
    const topicOf = (table: string): string => {
      // As Kafka's RegexRouter does: a regex that matches the whole name.
      return routers.reduce(
        (topic, router) => {
          assert.match(property(`transforms.${router}.type`), /\.RegexRouter$/);
          const regex = new RegExp(`^(?:${property(`transforms.${router}.regex`)})$`);
          return topic.replace(regex, property(`transforms.${router}.replacement`));
        },
        `${property('source.topic.prefix')}.fanfold.${table}`,
      );
    };
    for (const table of [...statsTables.map((spec) => spec.table), 'venues', 'squads_old'])
      assert.equal(topicOf(table), changesTopic(table));
  });

  it('encodes columns in ways that all mean the same', () => {
    const startsAt = (value: unknown) => (matchesTable.row.parse({ ...match, starts_at: value }) as MatchRow).startsAt;
    const iso = '2026-06-01T14:00:00.250Z';
    for (const value of [
      Date.parse(iso),
      Date.parse(iso) * 1000,
      iso,
      '2026-06-01T14:00:00.25Z',
      '2026-06-01T14:00:00.250000Z',
    ])
      assert.equal(startsAt(value), iso);
    const event = (columns: Columns) => matchEventsTable.row.parse({ ...ball(1), ...columns }) as EventRow;
    for (const detail of [null, 'null', '{}']) assert.deepEqual(event({ detail }).detail, {});
    assert.deepEqual(event({ detail: '{"wickets": []}' }).detail, { wickets: [] });
    assert.equal(event({ xg: '0.12340' }).xg, 0.1234);
  });
});
