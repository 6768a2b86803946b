import type { ConnectorConfig } from '../config.ts';
import { ConnectorError } from '../errors.ts';
import { log } from '../log.ts';
import { pause } from '../pause.ts';
import { checkHistory } from '../position/adopt.ts';
import type { BinlogPosition } from '../position/position.ts';
import type { SavedState } from '../position/saved-state.ts';
import { backoff } from '../publish/backoff.ts';
import { checkServer, connect, readServer } from '../server/server.ts';
import { BinlogDump } from './dump.ts';
import { UnexplainedError } from './dump-failure.ts';
import { unsupported } from './unsupported.ts';
import type { StreamHandlers } from './transactions.ts';

interface StreamLoopOptions {
  config: ConnectorConfig;
  /** The connector's id as a replica. */
  serverId: number;
  /** Of the history that is followed; the start of the server is kept up to date in it. */
  state: SavedState;
  handlers: StreamHandlers;
  /** Where the next dump starts. */
  from: () => BinlogPosition;
  /** Nothing after `from` has been published. */
  isExact: () => boolean;
  /** The connection is lost; what was read of an open transaction comes again. */
  onLost: () => void;
}

/** Reads the binlog, and comes back after every loss of the connection. */
export class StreamLoop {
  readonly #options: StreamLoopOptions;
  #dump: BinlogDump | null = null;
  #isPressed = false;
  #unexplained = { place: '', times: 0 };
  /** Since when the server is not being read, ms since 1970; null: it is. */
  disconnectedMs: number | null = Date.now();

  constructor(options: StreamLoopOptions) {
    this.#options = options;
  }

  /** Back-pressure. */
  press(isHigh: boolean): void {
    this.#isPressed = isHigh;
    this.#dump?.hold('pressure', isHigh);
  }

  /**
   * Resolves after abort.
   *
   * @param onStreaming is called whenever a dump has begun
   * @throws ConnectorError when the stream cannot go on from where it was
   */
  async run(signal: AbortSignal, onStreaming: () => void): Promise<void> {
    const { config, serverId, handlers, from, onLost } = this.#options;
    const { reconnectMinMs, reconnectMaxMs } = config.stream;
    for (let attempt = 0, isFirst = true; !signal.aborted; isFirst = false) {
      try {
        if (!isFirst) await this.#checkResume();
        this.#dump = new BinlogDump(config, serverId, from(), handlers);
        if (this.#isPressed) this.#dump.hold('pressure', true);
        await this.#dump.run(signal, () => {
          attempt = 0;
          this.disconnectedMs = null;
          onStreaming();
        });
      } catch (error) {
        if (error instanceof ConnectorError) throw error;
        if (error instanceof UnexplainedError) this.#assertNotAgain(error);
        this.disconnectedMs ??= Date.now();
        onLost();
        if (signal.aborted) return;
        log('WARNING', 'connectionLost', { attempt, error: String(error) });
        await pause(backoff(attempt++, reconnectMinMs, reconnectMaxMs), signal);
      }
    }
  }

  /** What happens by chance does not happen three times at one place. */
  #assertNotAgain(error: UnexplainedError): void {
    const { file, pos } = this.#options.from();
    const place = `${file}:${String(pos)}`;
    this.#unexplained =
      place === this.#unexplained.place ? { place, times: this.#unexplained.times + 1 } : { place, times: 1 };
    if (this.#unexplained.times < 3) return;
    throw unsupported(`What follows ${place} in the binlog cannot be read: ${error.message}.`, undefined, {
      cause: error,
    });
  }

  /** The server behind the address may be another one now, or set up otherwise. */
  async #checkResume(): Promise<void> {
    const { config, serverId, state, from, isExact } = this.#options;
    const connection = await connect(config);
    try {
      const server = await readServer(connection);
      await checkHistory(connection, server, { ...state, isExact: isExact() }, from());
      state.serverStarted = server.started;
      await checkServer(connection, { config, server, serverId });
    } finally {
      connection.destroy();
    }
  }
}
