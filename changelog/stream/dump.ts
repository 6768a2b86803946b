import ZongJi, { type AnyBinlogEvent, type RotateEvent, type TableMapEvent } from '@vlasky/zongji';
import { type ConnectorConfig, tableNames } from '../config.ts';
import { ConnectorError } from '../errors.ts';
import { pause } from '../pause.ts';
import type { BinlogPosition } from '../position/position.ts';
import { connectionOptions } from '../server/server.ts';
import { prepareTableMap } from '../tables/table-map.ts';
import { ConnectionLostError, dumpFailure } from './dump-failure.ts';
import { EndWatch } from './end-watch.ts';
import {
  checksumBytes,
  connectionOf,
  keepControl,
  type RawConnection,
  readLogEnd,
  watchPackets,
} from './raw-connection.ts';
import { type StreamHandlers, TransactionReader } from './transactions.ts';
import { undecodable } from './unsupported.ts';

/** One replication connection, from start to end. */
export class BinlogDump {
  readonly #config: ConnectorConfig;
  readonly #serverId: number;
  readonly #from: BinlogPosition;
  readonly #zongji: ZongJi;
  readonly #reader: TransactionReader;
  readonly #heldBy = new Set<string>();
  readonly #ended: Promise<void>;
  #end!: () => void;
  #reject!: (error: Error) => void;
  readonly #endWatch: EndWatch;
  #file: string;
  #isOver = false;
  /** What later events wait for. */
  #waitingFor: Promise<void> | null = null;
  /** Until it has been called. */
  #onReady: (() => void) | null = null;
  #heardMs = performance.now();
  /** Of row images, of whatever table: before the event that is being handled, and after it. */
  #rowBytes = { before: 0, after: 0 };

  constructor(config: ConnectorConfig, serverId: number, from: BinlogPosition, handlers: StreamHandlers) {
    this.#config = config;
    this.#serverId = serverId;
    this.#from = from;
    this.#file = from.file;
    this.#endWatch = new EndWatch(from);
    this.#ended = new Promise((resolve, reject) => {
      this.#end = resolve;
      this.#reject = reject;
    });
    this.#ended.catch(() => undefined);
    const zongji = new ZongJi(connectionOptions(config));
    this.#zongji = zongji;
    const captured = { database: config.database, tables: tableNames(config) };
    this.#reader = new TransactionReader(captured, from, handlers, () => checksumBytes(zongji));
  }

  /**
   * Reads until abort. `onReady`: the server streams. Rejects when the connection is lost (an Error: try again) or cannot be followed (a ConnectorError).
   */
  async run(signal: AbortSignal, onReady: () => void): Promise<void> {
    const zongji = this.#zongji;
    const { heartbeatMs } = this.#config.stream;
    zongji.on('error', (error: Error) => this.#fail(error));
    zongji.on('binlog', (event: AnyBinlogEvent) => this.#receive(event));
    zongji.on('ready', () => {
      const connection = connectionOf(zongji);
      if (connection) this.#watchPackets(connection);
      keepControl(zongji);
      if (this.#heldBy.size > 0) connection?.pause();
    });
    this.#onReady = onReady;
    const { file: filename, pos: position } = this.#from;
    const includeSchema = { [this.#config.database]: tableNames(this.#config) };
    zongji.start({ serverId: this.#serverId, filename, position, includeSchema });
    const connection = connectionOf(zongji);
    const period = String(heartbeatMs * 1_000_000);
    // Runs before the dump command, on the same connection. MySQL reads either name, MariaDB the first.
    const heartbeat = `SET @master_heartbeat_period = ${period}, @source_heartbeat_period = ${period}`;
    connection?.query(heartbeat, () => undefined);
    connection?.once('end', () => this.#fail(new ConnectionLostError('the replication connection was closed')));
    const watchdog = setInterval(() => void this.#watch(), heartbeatMs);
    const stop = (): void => this.#end();
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    try {
      await this.#ended;
    } finally {
      this.#isOver = true;
      this.#reader.end();
      clearInterval(watchdog);
      signal.removeEventListener('abort', stop);
      await Promise.all([stopReader(zongji), this.#waitingFor?.catch(() => undefined)]);
    }
  }

  /** Back-pressure: the socket is not read while anybody holds it. */
  hold(reason: string, isHeld: boolean): void {
    const wasHeld = this.#heldBy.size > 0;
    if (isHeld) this.#heldBy.add(reason);
    else this.#heldBy.delete(reason);
    const connection = connectionOf(this.#zongji);
    if (!wasHeld && this.#heldBy.size > 0) connection?.pause();
    if (wasHeld && this.#heldBy.size === 0) connection?.resume();
  }

  #watchPackets(connection: RawConnection): void {
    watchPackets(connection, checksumBytes(this.#zongji), {
      onPacket: (isHeartbeat, rowBytes) => {
        this.#heardMs = performance.now();
        this.#rowBytes.before = this.#rowBytes.after;
        this.#rowBytes.after += rowBytes;
        if (!isHeartbeat) this.#endWatch.stir();
      },
      onUnreadable: (name) => this.#fail(undecodable(name)),
      onChecksum: (bytes) => {
        if (bytes !== checksumBytes(this.#zongji))
          this.#fail(new ConnectionLostError('the next binlog file was written under another binlog_checksum'));
      },
    });
  }

  #receive(event: AnyBinlogEvent): void {
    if (this.#isOver) return;
    if (event.getTypeName() === 'Rotate') {
      const { binlogName, position } = event as RotateEvent;
      this.#file = binlogName;
      this.#endWatch.saw(binlogName, Number(position));
    } else if (event.getTypeName() !== 'Heartbeat') this.#endWatch.saw(this.#file, event.nextPosition);
    try {
      if (event.getTypeName() === 'TableMap') prepareTableMap(event as TableMapEvent);
      const wait = this.#reader.take(event, this.#rowBytes.before);
      if (event.getTypeName() === 'Format') {
        // The position is there, and in the file that was meant.
        this.#onReady?.();
        this.#onReady = null;
      }
      if (!wait) return;
      this.hold('definition', true);
      this.#waitingFor = wait;
      wait.then(
        () => this.hold('definition', false),
        (error: unknown) => this.#fail(error as Error),
      );
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  /** A server with nothing to send sends heartbeats, and its log ends where the dump stands. */
  async #watch(): Promise<void> {
    if (this.#heldBy.size > 0) {
      this.#heardMs = performance.now();
      return;
    }
    if (performance.now() - this.#heardMs > 3 * this.#config.stream.heartbeatMs)
      this.#fail(new ConnectionLostError('the replication connection is silent'));
    const end = await readLogEnd(this.#zongji);
    if (end && this.#endWatch.isAstray(end))
      this.#fail(new ConnectionLostError(`the log ends at ${end.file}:${String(end.pos)}, and nothing comes of it`));
  }

  #fail(error: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const reason = dumpFailure(error, this.#from);
    if (reason instanceof ConnectorError) this.#reject(reason);
    // The event that explains the error may follow at once: let it speak first.
    else setImmediate(() => this.#reject(reason));
  }
}

async function stopReader(zongji: ZongJi): Promise<void> {
  const stopped = new Promise<void>((resolve) => zongji.once('stopped', () => resolve()));
  const giveUp = new AbortController();
  zongji.stop();
  await Promise.race([stopped, pause(2_000, giveUp.signal)]);
  giveUp.abort();
}
