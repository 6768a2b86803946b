import assert from 'node:assert/strict';
import { parseConfig } from '../config.ts';
import { connect, readServer } from '../server/server.ts';
import { openReadView } from '../snapshot/read-view.ts';
import { type Bench, openBench } from '../testing/bench.ts';
import { StreamLoop } from './stream-loop.ts';

describe('a stream that cannot be read', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await openBench(['items'], ['CREATE TABLE items (id INT PRIMARY KEY)']);
  });

  afterEach(() => bench.close());

  /** How often it fails before it gives up, and how. */
  async function follow(failures: number): Promise<{ failed: number; code: unknown }> {
    const config = parseConfig({ ...bench.config, stream: { reconnectMinMs: 1, reconnectMaxMs: 2 } });
    const connection = await connect(config);
    const server = await readServer(connection);
    const from = { ...(await openReadView(connection, server, null)), fileCreatedMs: null };
    connection.destroy();
    await bench.sql.query('INSERT INTO items VALUES (1)');
    const stopping = new AbortController();
    let failed = 0;
    const loop = new StreamLoop({
      config,
      serverId: 2 ** 31 + failures,
      state: {
        ...from,
        server: server.identity,
        serverStarted: server.started,
        isExact: false,
        epoch: 1,
        snapshots: {},
      },
      handlers: {
        onRows: () => {
          if (failed++ < failures) throw new TypeError('nobody knows why');
          stopping.abort();
        },
        onCommit: () => undefined,
        onMoved: () => undefined,
        onDefinition: () => Promise.resolve(),
      },
      from: () => from,
      isExact: () => true,
      onLost: () => undefined,
    });
    const ended = loop.run(stopping.signal, () => undefined);
    return ended.then(
      () => ({ failed: failed - 1, code: null }),
      (error: { code: unknown }) => ({ failed, code: error.code }),
    );
  }

  it('is tried again', async () => {
    assert.deepEqual(await follow(2), { failed: 2, code: null });
  });

  it('stops the connector when it fails at one place again and again', async () => {
    assert.deepEqual(await follow(9), { failed: 3, code: 'UNSUPPORTED_EVENT' });
  });
});
