import { type IncomingMessage, type ServerResponse, createServer, request } from 'node:http';

export interface CallsGateway {
  /** Has a callable answered by the process that listens on this port. */
  route: (name: string, port: number) => void;
  close: () => Promise<void>;
}

/**
 * The one address of all callables, `/{project}/{region}/{name}`, as `connectFunctionsEmulator` of the client SDK expects it. Requests and
 * answers pass through untouched; a callable whose process is down is `unavailable`.
 */
export async function startCallsGateway(port: number): Promise<CallsGateway> {
  const ports = new Map<string, number>();
  const server = createServer((incoming, response) => {
    const [, , , name = ''] = (incoming.url ?? '').split(/[/?]/);
    const target = ports.get(name);
    if (target === undefined) refuse(response, 404, 'NOT_FOUND', `There is no callable ${name}.`);
    else forward(incoming, response, name, target);
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', done);
  });
  return {
    route: (name, target) => void ports.set(name, target),
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

function forward(incoming: IncomingMessage, response: ServerResponse, name: string, port: number): void {
  const { method, headers } = incoming;
  // A connection of its own: a kept one may lead to a process that was restarted since.
  const outgoing = request({ host: '127.0.0.1', port, path: `/${name}`, method, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  outgoing.on('error', () => {
    if (response.headersSent) response.destroy();
    else refuse(response, 503, 'UNAVAILABLE', `Callable ${name} is down.`);
  });
  response.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}

/** In the form of a callable's error, and readable in a browser. */
function refuse(response: ServerResponse, code: number, status: string, message: string): void {
  response.writeHead(code, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
  response.end(JSON.stringify({ error: { status, message } }));
}
