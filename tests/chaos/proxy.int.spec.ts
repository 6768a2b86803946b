import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Proxy } from './proxy.ts';

describe('the proxy', () => {
  let echo: Server;
  let proxy: Proxy;
  let heard: string;

  beforeEach(async () => {
    heard = '';
    echo = createServer((socket) => {
      socket.on('error', () => undefined).on('data', (data) => (heard += data.toString()));
      socket.pipe(socket);
    });
    proxy = await Proxy.open(await listen(echo));
  });

  afterEach(async () => {
    await proxy.close();
    echo.close();
  });

  async function listen(server: Server): Promise<{ host: string; port: number }> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
  }

  async function dial(): Promise<Socket> {
    const client = connect(proxy.port, '127.0.0.1');
    await once(client, 'connect');
    return client;
  }

  async function answer(client: Socket): Promise<string> {
    const [data] = (await once(client, 'data')) as [Buffer];
    return data.toString();
  }

  it('passes on what is said, both ways, and its end', async () => {
    const client = await dial();
    client.end('hello');
    assert.equal(await answer(client), 'hello');
    await once(client, 'end');
  });

  it('resets connections, old ones and new ones', async () => {
    const old = await dial();
    old.write('hello');
    await answer(old);
    proxy.mode = 'refuse';
    await assert.rejects(once(old, 'data'), { code: 'ECONNRESET' });
    await assert.rejects(once(connect(proxy.port, '127.0.0.1'), 'data'), { code: 'ECONNRESET' });
  });

  it('holds what is said while it stalls, and answers while it is deaf', async () => {
    const client = await dial();
    proxy.mode = 'stall';
    client.write('one');
    assert.equal(await Promise.race([answer(client), wait(100, 'silence')]), 'silence');
    assert.equal(heard, '');
    proxy.mode = 'deaf';
    assert.equal(await Promise.race([answer(client), wait(100, 'silence')]), 'silence');
    assert.equal(heard, 'one');
    const late = answer(client);
    proxy.mode = 'pass';
    assert.equal(await late, 'one');
    client.destroy();
  });

  it('leads elsewhere', async () => {
    const other = createServer((socket) => socket.on('error', () => undefined).end('other'));
    proxy.retarget(await listen(other));
    assert.equal(await answer(await dial()), 'other');
    other.close();
  });
});
