import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { PubSub } from '@google-cloud/pubsub';
import { type Host, startHost } from './host.ts';

interface Said {
  event: string;
  id: string;
  inFlight: number;
}

describe('production-shaped host', function () {
  this.timeout(120_000);
  const projectId = `demo-host-${process.pid}`;
  const entry = fileURLToPath(new URL('./testing-functions.ts', import.meta.url));
  const pubsubHost = process.env['PUBSUB_EMULATOR_HOST'] ?? '';
  let pubsub: PubSub;
  let host: Host | undefined;
  let said: Said[] = [];
  let heard: () => void = () => undefined;

  before(() => {
    assert.notEqual(pubsubHost, '', 'PUBSUB_EMULATOR_HOST is not set');
    pubsub = new PubSub({ projectId, apiEndpoint: pubsubHost, emulatorMode: true });
  });
  beforeEach(async () => {
    said = [];
    host = await startHost({
      services: [
        { name: 'slow', entry, target: 'slow', topic: 'host.slow' },
        { name: 'failing', entry, target: 'failing', topic: 'host.failing' },
      ],
      projectId,
      pubsubHost,
      portFrom: 28_310,
      onLine: hear,
    });
  });
  afterEach(() => host?.stop());
  after(() => pubsub.close());

  function hear(_: string, line: string): void {
    if (!line.startsWith('{"event"')) return;
    said.push(JSON.parse(line) as Said);
    heard();
  }

  async function publish(topic: string, ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map((id) => pubsub.topic(topic).publishMessage({ data: Buffer.from(id) })));
  }

  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => (heard = resolve));
  }

  const idsOf = (event: string) => new Set(said.filter((line) => line.event === event).map(({ id }) => id));
  const ids = (count: number) => Array.from({ length: count }, (_, n) => `m${n}`);

  // Pushed by hand: the Pub/Sub emulator itself has but a few deliveries under way at a time.
  it('runs 50 messages at a time in one process', async () => {
    const url = `http://127.0.0.1:28310/projects/${projectId}/topics/host.slow`;
    const bodies = ids(50).map((id) => ({
      message: { data: Buffer.from(id).toString('base64'), messageId: id },
      subscription: 's',
    }));
    const headers = { 'content-type': 'application/json' };
    await Promise.all(bodies.map((body) => fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })));
    await until(() => idsOf('done').size === 50);
    assert.equal(Math.max(...said.map(({ inFlight }) => inFlight)), 50);
  });

  it('delivers again what a function failed on', async () => {
    await publish('host.failing', ids(5));
    await until(() => idsOf('done').size === 5);
    assert.deepEqual(idsOf('failed'), new Set(ids(5)));
  });

  it('loses nothing when a process is killed in mid-message and started again', async () => {
    await publish('host.slow', ids(10));
    await until(() => idsOf('began').size > idsOf('done').size);
    await host?.kill('slow');
    assert.ok(idsOf('done').size < 10);
    await publish('host.slow', ['while away']);
    await host?.restart('slow');
    await until(() => idsOf('done').size === 11);
  });

  it('runs the others when a service throws while it is loaded', async () => {
    await host?.stop();
    const broken = fileURLToPath(new URL('./testing-broken.ts', import.meta.url));
    host = await startHost({
      services: [
        { name: 'broken', entry: broken, target: 'broken', topic: 'host.slow' },
        { name: 'missing', entry, target: 'none', topic: 'host.slow' },
        { name: 'slow', entry, target: 'slow', topic: 'host.slow' },
      ],
      projectId,
      pubsubHost,
      onLine: hear,
    });
    assert.deepEqual([...host.processes.keys()], ['slow']);
    assert.match(host.failed.get('broken')?.message ?? '', /broken while loading/);
    assert.match(host.failed.get('missing')?.message ?? '', /'none' is not defined/);
    await publish('host.slow', ids(5));
    await until(() => idsOf('done').size === 5);
  });
});
