import { type IncomingMessage, type Server, type ServerResponse, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DOWN, type DeployedFunction, TOO_LATE, TOO_MANY } from './deployed-function.ts';

export interface Gateway {
  port: number;
  /** Has calls of this name answered by a function. */
  call: (deployed: DeployedFunction) => void;
  /** Has events that are posted to the URL it returns delivered by this; they are answered by 204 or 503. */
  deliver: (name: string, deliver: DeliverEvent) => string;
  close: () => Promise<void>;
}

/** @returns whether the event is done with */
export type DeliverEvent = (headers: Record<string, string>, body: Uint8Array) => Promise<boolean>;

/**
 * The one address of all callables, `/{project}/{region}/{name}`, as `connectFunctionsEmulator` of the client SDK expects it, and of events, `/events/{name}`.
 * Calls and their answers pass through untouched; a callable whose process is down is `unavailable`.
 *
 * @param port 0 for any
 */
export async function startGateway(port: number): Promise<Gateway> {
  const callables = new Map<string, DeployedFunction>();
  const deliveries = new Map<string, DeliverEvent>();
  const server = createServer((incoming, response) => {
    const [, first = '', event = '', name = ''] = (incoming.url ?? '').split(/[/?]/);
    const deliver = first === 'events' ? deliveries.get(event) : undefined;
    const callable = callables.get(name);
    if (deliver) void answerEvent(deliver, incoming, response);
    else if (callable) void forward(callable, incoming, response);
    else refuse(response, 404, `There is no callable ${name}.`);
  });
  await listen(server, port);
  const taken = (server.address() as AddressInfo).port;
  return {
    port: taken,
    call: (deployed) => void callables.set(deployed.declared.name, deployed),
    deliver: (name, deliver) => {
      deliveries.set(name, deliver);
      return `http://127.0.0.1:${taken}/events/${name}`;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', done);
  });
}

async function answerEvent(deliver: DeliverEvent, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const headers = Object.entries(incoming.headers).filter(
      ([name]) => name.startsWith('ce-') || name === 'content-type',
    );
    const isDone = await deliver(Object.fromEntries(headers) as Record<string, string>, Buffer.concat(chunks));
    response.writeHead(isDone ? 204 : DOWN).end();
  } catch {
    // The client has gone in the middle of it.
    response.destroy();
  }
}

function forward(callable: DeployedFunction, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { name } = callable.declared;
  return callable.admit(
    (port, signal) =>
      new Promise((done) => {
        // The caller has gone while the call was waiting.
        if (response.destroyed) return done();
        const { method, headers } = incoming;
        const options = { host: '127.0.0.1', port, path: `/${name}`, method, headers, agent: false, signal };
        const outgoing = request(options, (answer) => {
          response.writeHead(answer.statusCode ?? DOWN, answer.headers);
          answer.pipe(response);
          answer.on('error', () => response.destroy());
        });
        outgoing.on('error', () => {
          if (response.headersSent) response.destroy();
          else refuse(response, signal.aborted ? TOO_LATE : DOWN, `Callable ${name} is down, or takes too long.`);
        });
        response.on('close', () => {
          outgoing.destroy();
          done();
        });
        incoming.pipe(outgoing);
      }),
    (status) => {
      refuse(response, status, `Callable ${name} is down or has too many calls.`);
      return Promise.resolve();
    },
  );
}

const STATUS: Record<number, string> = {
  404: 'NOT_FOUND',
  [TOO_MANY]: 'RESOURCE_EXHAUSTED',
  [DOWN]: 'UNAVAILABLE',
  [TOO_LATE]: 'DEADLINE_EXCEEDED',
};

/** In the form of a callable's error, and readable in a browser. */
function refuse(response: ServerResponse, code: number, message: string): void {
  response.writeHead(code, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
  response.end(JSON.stringify({ error: { status: STATUS[code], message } }));
}
