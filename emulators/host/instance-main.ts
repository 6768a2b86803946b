import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { type CloudEventFunction, type HttpFunction, cloudEvent, http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import type { Instance, Listening, Served } from './instance.ts';

/**
 * Serves functions by the Functions Framework, as its own command does, but several of them on one port: the first segment of a path is
 * the name of the function, and the function sees the rest.
 */
async function serve({ source, functions }: Instance): Promise<void> {
  const exported = (await import(pathToFileURL(source).href)) as Record<string, unknown>;
  const servers = new Map(functions.map((served) => [served.name, serverOf(served, exported[served.name])]));
  const server = createServer((request, response) => {
    const [, name = '', rest = ''] = /^\/([^/?]*)(.*)$/.exec(request.url ?? '') ?? [];
    const found = servers.get(name);
    if (!found) return void response.writeHead(404).end();
    request.url = rest.startsWith('/') ? rest : `/${rest}`;
    found.emit('request', request, response);
  });
  // The host keeps its connections: one that is closed here while a request comes in would be a failed delivery.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1', () => {
    const listening: Listening = { event: 'instanceListening', port: (server.address() as AddressInfo).port };
    process.stdout.write(`${JSON.stringify(listening)}\n`);
  });
}

function serverOf({ name, signature }: Served, exported: unknown): Server {
  if (signature === 'http') http(name, exported as HttpFunction);
  else cloudEvent(name, exported as CloudEventFunction);
  return getTestServer(name);
}

await serve(JSON.parse(process.argv[2] ?? '') as Instance);
