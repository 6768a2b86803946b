import { type IncomingMessage, createServer } from 'node:http';
import { EventDelivery } from './event-delivery.ts';

/** The function's URL is the id of its trigger: the receiver of the event knows where it belongs. */
export function triggerIdOf(url: string): string {
  return Buffer.from(url).toString('base64url');
}

export interface FirestoreEvents {
  /** host:port that the Firestore emulator is to send events to. */
  host: string;
  close(): void;
}

/**
 * Does what Eventarc does between Firestore and deployed functions: takes each event from the emulator, which sends it once and does not care
 * for the answer, and delivers it until the function has taken it.
 */
export async function startFirestoreEvents(port: number): Promise<FirestoreEvents> {
  const delivery = new EventDelivery();
  const server = createServer((request, response) => {
    const id = /^\/functions\/projects\/[^/]+\/triggers\/([^/?]+)/.exec(request.url ?? '')?.[1] ?? '';
    const url = Buffer.from(id, 'base64url').toString();
    bodyOf(request).then(
      (body) => {
        response.writeHead(200).end('{}');
        void delivery.deliver({ url, headers: eventHeaders(request), body });
      },
      // The emulator has gone in the middle of it.
      () => response.destroy(),
    );
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', done);
  });
  return {
    host: `127.0.0.1:${port}`,
    close() {
      delivery.stop();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The event itself, in the CloudEvents HTTP binding. */
function eventHeaders({ headers }: IncomingMessage): Record<string, string> {
  const own = Object.entries(headers).filter(([name]) => name.startsWith('ce-') || name === 'content-type');
  return Object.fromEntries(own.map(([name, value]) => [name, String(value)]));
}

/** The emulator sends protobuf as base64 text; functions take the bytes. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return request.headers['content-type']?.includes('protobuf') ? Buffer.from(body.toString('latin1'), 'base64') : body;
}
