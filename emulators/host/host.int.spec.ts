import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { PubSub } from '@google-cloud/pubsub';
import { type Host, type HostOptions, startHost } from './host.ts';
import { Said } from '../testing/said.ts';

describe('production-shaped host', () => {
  const projectId = `demo-host-${process.pid}`;
  const entryOf = (name: string) => fileURLToPath(new URL(`../testing/${name}.ts`, import.meta.url));
  const pubsubHost = process.env['PUBSUB_EMULATOR_HOST'] ?? '';
  let pubsub: PubSub;
  let host: Host | undefined;
  let said = new Said();

  before(() => {
    assert.notEqual(pubsubHost, '', 'PUBSUB_EMULATOR_HOST is not set');
    pubsub = new PubSub({ projectId, apiEndpoint: pubsubHost, emulatorMode: true });
  });
  beforeEach(() => {
    said = new Said();
  });
  afterEach(() => host?.stop());
  after(() => pubsub.close());

  /** Hosts some of the testing functions. */
  async function start(functions: readonly string[], options: Partial<HostOptions> = {}): Promise<void> {
    host = await startHost({
      services: [{ name: 'testing', entry: entryOf('functions') }],
      projectId,
      pubsubHost,
      refuse: ({ name }) => (functions.includes(name) ? undefined : 'not now'),
      onLine: said.hear,
      ...options,
    });
  }

  async function publish(topic: string, ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map((id) => pubsub.topic(topic).publishMessage({ data: Buffer.from(id) })));
  }

  const ids = (count: number) => Array.from({ length: count }, (_, n) => `m${n}`);

  it('has as many messages in an instance as its function declares, and no more', async () => {
    await start(['slow']);
    await publish('host.slow', ids(200));
    await said.until(() => said.idsOf('done').size === 200);
    assert.equal(Math.max(...said.lines.map(({ inFlight }) => inFlight)), 20);
  });

  it('starts a function without minInstances by its first message, and delivers again what it failed on', async () => {
    await start(['failing']);
    assert.equal(host?.processes.get('failing')?.pid, undefined);
    await publish('host.failing', ids(5));
    await said.until(() => said.idsOf('done').size === 5);
    assert.deepEqual(said.idsOf('failed'), new Set(ids(5)));
    assert.deepEqual(
      said.of('deliveryFailed').map(({ status }) => status),
      Array(5).fill(500),
    );
  });

  it('loses what a function without retry fails on, and says so', async () => {
    await start(['losing']);
    await publish('host.losing', ['bad one']);
    await said.until(() => said.of('eventLost').length === 1);
    await publish('host.losing', ['good one']);
    await said.until(() => said.idsOf('done').has('good one'));
    const [{ function: name, status } = {}] = said.of('eventLost');
    assert.deepEqual([name, status], ['losing', 500]);
    assert.deepEqual(said.of('deliveryFailed'), []);
  });

  it('gives up a request at the timeout of its function, and delivers it again', async () => {
    await start(['stuck']);
    await publish('host.stuck', ['m']);
    await said.until(() => said.idsOf('done').has('m'));
    assert.deepEqual(
      said.of('deliveryFailed').map(({ status }) => status),
      [504],
    );
  });

  it('loses nothing when a process is killed in mid-message and started again', async () => {
    await start(['slow']);
    await publish('host.slow', ids(10));
    await said.until(() => said.idsOf('began').size > said.idsOf('done').size);
    await host?.kill('slow');
    assert.ok(said.idsOf('done').size < 10);
    await publish('host.slow', ['while away']);
    await host?.restart('slow');
    await said.until(() => said.idsOf('done').size === 11);
  });

  for (const where of ['heap', 'buffers']) {
    it(`names the function and its memory when its ${where} take more than it declares`, async () => {
      const crashes: string[] = [];
      await start(['greedy'], { onCrash: (name, how) => crashes.push(`${name} ${how}`) });
      await publish('host.greedy', [where]);
      await said.until(() => said.of('instanceCrashed').length > 0);
      assert.deepEqual(crashes, ['greedy out of memory, of which it declares 128 MiB']);
      const [{ function: name, error } = {}] = said.of('instanceCrashed');
      assert.equal(`${name} ${error}`, crashes[0]);
    });
  }

  it('runs the others when a service throws while it is loaded or a function is refused', async () => {
    const services = [
      { name: 'broken', entry: entryOf('broken') },
      { name: 'testing', entry: entryOf('functions') },
    ];
    await start(['slow'], { services });
    assert.deepEqual([...(host?.processes.keys() ?? [])], ['slow']);
    assert.match(host?.failed.get('broken')?.message ?? '', /broken while loading/);
    assert.equal(host?.failed.get('failing')?.message, 'Function failing: not now');
    await publish('host.slow', ids(5));
    await said.until(() => said.idsOf('done').size === 5);
  });

  it('diverts messages to another function, by the same subscription', async () => {
    const divert = { from: 'slow', to: 'failing', when: (data: Buffer) => data.toString().startsWith('other') };
    await start(['slow', 'failing'], { divert });
    await publish('host.slow', ['own', 'other']);
    await said.until(() => said.idsOf('done').size === 2);
    assert.deepEqual(said.idsOf('began'), new Set(['own']));
    assert.deepEqual(said.idsOf('failed'), new Set(['other']));
  });
});
