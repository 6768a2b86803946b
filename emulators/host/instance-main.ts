import { type Server, createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { type CloudEventFunction, type HttpFunction, cloudEvent, http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { type Instance, LISTENING, type Served } from './instance.ts';

/**
 * Serves functions by the Functions Framework, as its own command does, but several of them on one port: the first segment of a path is
 * the name of the function, and the function sees the rest.
 */
async function serve({ port, functions }: Instance): Promise<void> {
  const servers = new Map<string, Server>();
  for (const served of functions) servers.set(served.name, await serverOf(served));
  const server = createServer((request, response) => {
    const [, name = '', rest = ''] = /^\/([^/?]*)(.*)$/.exec(request.url ?? '') ?? [];
    const found = servers.get(name);
    if (!found) return void response.writeHead(404).end();
    request.url = rest.startsWith('/') ? rest : `/${rest}`;
    found.emit('request', request, response);
  });
  server.listen(port, '127.0.0.1', () => process.stdout.write(`${LISTENING}\n`));
}

async function serverOf({ name, source, target, signature }: Served): Promise<Server> {
  const exported = ((await import(pathToFileURL(source).href)) as Record<string, unknown>)[target];
  if (typeof exported !== 'function') throw new Error(`Function '${target}' is not defined in the module of ${name}.`);
  if (signature === 'http') http(name, exported as HttpFunction);
  else cloudEvent(name, exported as CloudEventFunction);
  return getTestServer(name);
}

await serve(JSON.parse(process.argv[2] ?? '') as Instance);
