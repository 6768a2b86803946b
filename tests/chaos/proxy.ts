import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';

/**
 * `pass`: all goes through. `refuse`: connections are reset as they come. `stall`: connections are taken, and nothing goes through.
 * `deaf`: what the client says goes through, and no answer comes back.
 */
export type ProxyMode = 'pass' | 'refuse' | 'stall' | 'deaf';

export interface Address {
  host: string;
  port: number;
}

interface Pair {
  client: Socket;
  server: Socket;
}

/** Stands between the connector and one server, so that their connections can fail in every way. */
export class Proxy {
  readonly #listener: Server;
  readonly #pairs = new Set<Pair>();
  #target: Address;
  #mode: ProxyMode = 'pass';

  private constructor(target: Address) {
    this.#target = target;
    // Half-open, as the sides it stands for.
    this.#listener = createServer({ allowHalfOpen: true, noDelay: true }, (client) => this.#accept(client));
  }

  static async open(target: Address): Promise<Proxy> {
    const proxy = new Proxy(target);
    await new Promise<void>((resolve, reject) => {
      proxy.#listener.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get port(): number {
    return (this.#listener.address() as AddressInfo).port;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Ports from which its connections reach the server, as the server's process list shows them. */
  get serverSidePorts(): number[] {
    return [...this.#pairs].flatMap(({ server }) => server.localPort ?? []);
  }

  set mode(mode: ProxyMode) {
    this.#mode = mode;
    if (mode === 'refuse') this.cut();
    for (const pair of this.#pairs) this.#apply(pair);
  }

  /** Resets all connections. */
  cut(): void {
    for (const { client, server } of this.#pairs) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
    this.#pairs.clear();
  }

  /** New connections go there, and old ones are reset. */
  retarget(target: Address): void {
    this.#target = target;
    this.cut();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#listener.close(() => resolve()));
  }

  #accept(client: Socket): void {
    if (this.#mode === 'refuse') {
      client.on('error', () => undefined);
      client.resetAndDestroy();
      return;
    }
    const server = connect({ ...this.#target, allowHalfOpen: true, noDelay: true });
    const pair = { client, server };
    this.#pairs.add(pair);
    forward(client, server);
    forward(server, client);
    for (const socket of [client, server]) socket.on('close', () => this.#pairs.delete(pair));
    this.#apply(pair);
  }

  #apply({ client, server }: Pair): void {
    hold(client, this.#mode === 'stall');
    hold(server, this.#mode === 'stall' || this.#mode === 'deaf');
  }
}

const held = new WeakSet<Socket>();

function hold(socket: Socket, isHeld: boolean): void {
  if (isHeld) {
    held.add(socket);
    socket.pause();
  } else {
    held.delete(socket);
    socket.resume();
  }
}

function forward(from: Socket, to: Socket): void {
  from
    .on('data', (chunk) => {
      if (!to.destroyed && !to.write(chunk)) from.pause();
    })
    .on('end', () => to.end())
    .on('error', () => to.resetAndDestroy())
    .on('close', () => to.destroySoon());
  to.on('drain', () => {
    if (!held.has(from)) from.resume();
  });
}
