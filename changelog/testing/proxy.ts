import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy to one address. */
export interface Proxy {
  /** host:port to connect to. */
  address: string;
  /** Ends all connections; while `isDown`, new ones end at once. */
  cut: (isDown?: boolean) => void;
  restore: () => void;
  close: () => void;
}

export async function startProxy(target: string): Promise<Proxy> {
  const [host = '', port = ''] = target.split(':');
  const sockets = new Set<Socket>();
  let isDown = false;
  const server = createServer((client) => {
    if (isDown) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(port), host);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(from);
          to.destroy();
        });
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (down = false): void => {
    isDown = down;
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    cut,
    restore: () => (isDown = false),
    close: () => {
      server.close();
      cut(true);
    },
  };
}
