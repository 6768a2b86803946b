import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { PubSub } from '@google-cloud/pubsub';
import { type Host, startHost } from './host.ts';
import { Said } from '../testing/said.ts';

describe('production-shaped host', function () {
  this.timeout(120_000);
  const projectId = `demo-host-${process.pid}`;
  const entry = fileURLToPath(new URL('../testing/functions.ts', import.meta.url));
  const pubsubHost = process.env['PUBSUB_EMULATOR_HOST'] ?? '';
  let pubsub: PubSub;
  let host: Host | undefined;
  let said = new Said();

  before(() => {
    assert.notEqual(pubsubHost, '', 'PUBSUB_EMULATOR_HOST is not set');
    pubsub = new PubSub({ projectId, apiEndpoint: pubsubHost, emulatorMode: true });
  });
  beforeEach(async () => {
    said = new Said();
    host = await startHost({
      services: [
        { kind: 'topic', name: 'slow', entry, target: 'slow', topic: 'host.slow' },
        { kind: 'topic', name: 'failing', entry, target: 'failing', topic: 'host.failing' },
      ],
      projectId,
      pubsubHost,
      // Below the ports that others are given at random.
      portFrom: 18_310,
      onLine: said.hear,
    });
    assert.deepEqual([...host.failed.values()], []);
  });
  afterEach(() => host?.stop());
  after(() => pubsub.close());

  async function publish(topic: string, ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map((id) => pubsub.topic(topic).publishMessage({ data: Buffer.from(id) })));
  }

  const ids = (count: number) => Array.from({ length: count }, (_, n) => `m${n}`);

  // Pushed by hand: the Pub/Sub emulator itself has but a few deliveries under way at a time.
  it('runs 50 messages at a time in one process', async () => {
    const url = `http://127.0.0.1:18311/slow/projects/${projectId}/topics/host.slow`;
    const bodies = ids(50).map((id) => ({
      message: { data: Buffer.from(id).toString('base64'), messageId: id },
      subscription: 's',
    }));
    const headers = { 'content-type': 'application/json' };
    await Promise.all(bodies.map((body) => fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })));
    await said.until(() => said.idsOf('done').size === 50);
    assert.equal(Math.max(...said.lines.map(({ inFlight }) => inFlight)), 50);
  });

  it('delivers again what a function failed on', async () => {
    await publish('host.failing', ids(5));
    await said.until(() => said.idsOf('done').size === 5);
    assert.deepEqual(said.idsOf('failed'), new Set(ids(5)));
  });

  it('loses nothing when a process is killed in mid-message and started again', async () => {
    await publish('host.slow', ids(10));
    await said.until(() => said.idsOf('began').size > said.idsOf('done').size);
    await host?.kill('slow');
    assert.ok(said.idsOf('done').size < 10);
    await publish('host.slow', ['while away']);
    await host?.restart('slow');
    await said.until(() => said.idsOf('done').size === 11);
  });

  it('runs the others when a service throws while it is loaded', async () => {
    await host?.stop();
    const broken = fileURLToPath(new URL('../testing/broken.ts', import.meta.url));
    host = await startHost({
      services: [
        { kind: 'topic', name: 'broken', entry: broken, target: 'broken', topic: 'host.slow' },
        { kind: 'topic', name: 'missing', entry, target: 'none', topic: 'host.slow' },
        { kind: 'topic', name: 'slow', entry, target: 'slow', topic: 'host.slow' },
      ],
      projectId,
      pubsubHost,
      onLine: said.hear,
    });
    assert.deepEqual([...host.processes.keys()], ['slow']);
    assert.match(host.failed.get('broken')?.message ?? '', /broken while loading/);
    assert.match(host.failed.get('missing')?.message ?? '', /'none' is not defined/);
    await publish('host.slow', ids(5));
    await said.until(() => said.idsOf('done').size === 5);
  });
});
