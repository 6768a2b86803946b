import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
  connect,
  constants,
  createServer,
} from 'node:http2';

/** Passes HTTP/2 streams on, each after `before` has resolved, with their trailers, resets and ends; gRPC sees no difference. */
export function createHttp2Proxy(target: string, before: (path: string) => Promise<unknown>): Http2Server {
  const server = createServer();
  const upstreams = new WeakMap<object, ClientHttp2Session>();
  server.on('session', (session) => {
    const upstream = connect(`http://${target}`);
    upstreams.set(session, upstream);
    upstream.on('error', () => session.destroy());
    upstream.on('close', () => session.close());
    session.on('error', () => upstream.destroy());
    session.on('close', () => upstream.close());
  });
  server.on('stream', (stream, headers) => {
    const upstream = stream.session && upstreams.get(stream.session);
    stream.on('error', () => undefined);
    void before(headers[':path'] ?? '').then(() => {
      if (stream.destroyed) return;
      if (!upstream || upstream.destroyed || upstream.closed) return stream.close(constants.NGHTTP2_REFUSED_STREAM);
      passOn(stream, upstream.request(headers, { endStream: stream.readableEnded && stream.readableLength === 0 }));
    });
  });
  return server;
}

function passOn(stream: ServerHttp2Stream, outgoing: ClientHttp2Stream): void {
  let trailers: IncomingHttpHeaders = {};
  outgoing.on('error', () => undefined);
  outgoing.on('response', (headers, flags) => {
    if (stream.destroyed) return;
    const endStream = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    stream.respond(headers, endStream ? { endStream } : { waitForTrailers: true });
    if (!endStream) outgoing.pipe(stream);
  });
  outgoing.on('trailers', (received) => (trailers = received));
  stream.on('wantTrailers', () => stream.sendTrailers(trailers));
  // A reset on either side is one on the other.
  outgoing.on('close', () => {
    if (outgoing.rstCode !== constants.NGHTTP2_NO_ERROR) stream.close(outgoing.rstCode);
  });
  stream.on('close', () => {
    if (!outgoing.closed) outgoing.close(stream.rstCode);
  });
  stream.pipe(outgoing);
}
