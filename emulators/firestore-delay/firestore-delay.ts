import { type Server as HttpServer, createServer as createHttpServer, request } from 'node:http';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { delayOf, grpcMethod, httpMethod } from './delays.ts';
import { createHttp2Proxy } from './http2-proxy.ts';

export interface FirestoreDelay {
  /** host:port for FIRESTORE_EMULATOR_HOST. */
  host: string;
  close: () => Promise<void>;
}

export interface FirestoreDelayOptions {
  /** host:port of the emulator. */
  target: string;
  /** Waits for so long before a request of this method is passed on; the clock's own time where nothing else is given. */
  delay?: (ms: number, method: string) => Promise<unknown>;
}

/** Every connection of HTTP/2 begins so. */
const HTTP2_PREFACE = 'PRI';

/** Stands before the Firestore emulator, and takes as long for a read and a commit as Firestore does, by gRPC and HTTP alike. */
export async function startFirestoreDelay({ target, delay = wait }: FirestoreDelayOptions): Promise<FirestoreDelay> {
  const before = async (method: string) => {
    const ms = delayOf(method);
    if (ms > 0) await delay(ms, method);
  };
  const http2 = createHttp2Proxy(target, (path) => before(grpcMethod(path)));
  const http = createHttpProxy(target, before);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.once('data', (first) => {
      socket.pause();
      socket.unshift(first);
      if (first.subarray(0, HTTP2_PREFACE.length).toString() === HTTP2_PREFACE) {
        // Reads by the handle of the socket from here on.
        http2.emit('connection', socket);
      } else {
        http.emit('connection', socket);
        socket.resume();
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

function createHttpProxy(target: string, before: (method: string) => Promise<void>): HttpServer {
  return createHttpServer((incoming, response) => {
    const { method = 'GET', url = '/', headers } = incoming;
    void before(httpMethod(method, url)).then(() => {
      const outgoing = request(`http://${target}${url}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      outgoing.on('error', () => response.destroy());
      response.on('close', () => outgoing.destroy());
      incoming.pipe(outgoing);
    });
  });
}
