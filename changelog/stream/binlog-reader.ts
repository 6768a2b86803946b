import ZongJi, { type AnyBinlogEvent, type RowData, type UpdateRowData } from '@vlasky/zongji';
import { type ConnectorConfig, tableNames } from '../config.ts';
import type { TransactionStart } from '../publish/envelopes.ts';
import { ConnectorError } from '../errors.ts';
import { pause } from '../pause.ts';
import type { BinlogPosition } from '../position/position.ts';
import { connectionOptions } from '../server/server.ts';

export type BinlogRow =
  | { kind: 'insert'; after: RowData }
  | { kind: 'update'; before: RowData; after: RowData }
  | { kind: 'delete'; before: RowData };

export interface BinlogHandlers {
  /** A row of the open transaction. `ordinal` counts the rows of captured tables in it, in binlog order. */
  onRow: (table: string, row: BinlogRow, transaction: TransactionStart, ordinal: number) => void;
  /** The transaction before `position` is complete. */
  onCommit: (position: BinlogPosition) => void;
  /** The definition of some table may have changed; reading waits. */
  onDdl: () => Promise<void>;
}

const DDL = /^\s*(?:\/\*.*?\*\/\s*)*(alter|create|drop|rename|truncate)\b/is;
const TRUNCATE = /^\s*(?:\/\*.*?\*\/\s*)*truncate\s+(?:table\s+)?(?:`?([^`\s.]+)`?\s*\.\s*)?`?([^`\s;]+)`?/is;
const WRAP = 2 ** 32;

/** One replication connection: turns binlog events into rows and commits. */
export class BinlogReader {
  readonly #config: ConnectorConfig;
  readonly #handlers: BinlogHandlers;
  readonly #tables: ReadonlySet<string>;
  readonly #zongji: ZongJi;
  readonly #pausedBy = new Set<string>();
  readonly #ended: Promise<void>;
  #resolve!: () => void;
  #reject!: (error: Error) => void;
  #failed = false;
  #file: string;
  #pos: number;
  #gtid: string | null;
  #transaction: TransactionStart | null = null;
  /** Row events may follow: BEGIN was seen, or MariaDB's GTID event, which stands for it. */
  #began = false;
  #preparedXa = false;
  #ordinal = 0;
  #heardMs = Date.now();

  constructor(config: ConnectorConfig, handlers: BinlogHandlers, from: BinlogPosition) {
    this.#config = config;
    this.#handlers = handlers;
    this.#tables = new Set(tableNames(config));
    this.#file = from.file;
    this.#pos = from.pos;
    this.#gtid = from.gtid;
    this.#ended = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#zongji = new ZongJi(connectionOptions(config));
  }

  /** Reads until abort; rejects when the connection is lost (an Error: try again) or the stream cannot be followed (a ConnectorError). */
  async run(signal: AbortSignal, onReady: () => void): Promise<void> {
    const zongji = this.#zongji;
    zongji.on('error', (error: Error) => this.#fail(error));
    zongji.on('binlog', (event: AnyBinlogEvent) => this.#receive(event));
    zongji.on('ready', () => {
      if (this.#pausedBy.size > 0) connectionOf(zongji)?.pause();
      onReady();
    });
    zongji.start({
      serverId: randomServerId(),
      filename: this.#file,
      position: this.#pos,
      includeSchema: { [this.#config.database]: tableNames(this.#config) },
    });
    const { heartbeatMs } = this.#config.stream;
    const period = String(heartbeatMs * 1_000_000);
    // Runs before the dump command, on the same connection. MySQL reads either name, MariaDB the first.
    connectionOf(zongji)?.query(
      `SET @master_heartbeat_period = ${period}, @source_heartbeat_period = ${period}`,
      () => undefined,
    );
    connectionOf(zongji)?.once('end', () => this.#fail(new Error('the replication connection was closed')));
    const watchdog = setInterval(() => {
      if (this.#pausedBy.size > 0) this.#heardMs = Date.now();
      else if (Date.now() - this.#heardMs > 3 * heartbeatMs)
        this.#fail(new Error('the replication connection is silent'));
    }, heartbeatMs);
    const stop = (): void => this.#resolve();
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    try {
      await this.#ended;
    } finally {
      this.#failed = true;
      clearInterval(watchdog);
      signal.removeEventListener('abort', stop);
      await stopReader(zongji);
    }
  }

  /** Back-pressure: the socket is not read while anybody holds it. */
  hold(reason: string, held: boolean): void {
    const wasHeld = this.#pausedBy.size > 0;
    if (held) this.#pausedBy.add(reason);
    else this.#pausedBy.delete(reason);
    const isHeld = this.#pausedBy.size > 0;
    if (isHeld === wasHeld) return;
    if (isHeld) connectionOf(this.#zongji)?.pause();
    else connectionOf(this.#zongji)?.resume();
  }

  #receive(event: AnyBinlogEvent): void {
    this.#heardMs = Date.now();
    try {
      const name = event.getTypeName();
      if (name === 'TransactionPayload' || name === 'PartialUpdateRows')
        throw unsupported(`The binlog holds a ${name} event, which cannot be decoded.`);
      if (!this.#failed) this.#handle(event);
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  #handle(event: AnyBinlogEvent): void {
    switch (event.getTypeName()) {
      case 'Rotate': {
        const rotate = event as Extract<AnyBinlogEvent, { binlogName: string; position: number }>;
        this.#file = rotate.binlogName;
        this.#pos = Number(rotate.position);
        if (!this.#transaction) this.#handlers.onCommit(this.#position());
        return;
      }
      case 'MariadbGtid': {
        const gtid = event as Extract<AnyBinlogEvent, { standalone: boolean }>;
        this.#begin(event, gtid.gtid);
        this.#began = !gtid.standalone;
        this.#preparedXa = gtid.preparedXa;
        return;
      }
      case 'Gtid':
        this.#begin(event, (event as Extract<AnyBinlogEvent, { gno: unknown }>).gtid);
        return;
      case 'AnonymousGtid':
        this.#begin(event, null);
        return;
      case 'Query':
        this.#query(event as Extract<AnyBinlogEvent, { query: string }>);
        return;
      case 'Xid':
        this.#commit(event);
        return;
      case 'XaPrepare':
        if (this.#ordinal > 0 && !(event as Extract<AnyBinlogEvent, { onePhase: boolean }>).onePhase) throw xaRows();
        this.#commit(event);
        return;
      case 'WriteRows':
        this.#rows(event, (event as Extract<AnyBinlogEvent, { rows: RowData[] }>).rows, (row) => ({
          kind: 'insert',
          after: row as RowData,
        }));
        return;
      case 'DeleteRows':
        this.#rows(event, (event as Extract<AnyBinlogEvent, { rows: RowData[] }>).rows, (row) => ({
          kind: 'delete',
          before: row as RowData,
        }));
        return;
      case 'UpdateRows':
        this.#rows(event, (event as Extract<AnyBinlogEvent, { rows: UpdateRowData[] }>).rows, (row) => ({
          kind: 'update',
          ...(row as UpdateRowData),
        }));
        return;
      default:
    }
  }

  #begin(event: AnyBinlogEvent, gtid: string | null): void {
    const end = this.#advance(event.nextPosition);
    this.#transaction = {
      file: this.#file,
      pos: end - eventLength(event, this.#zongji),
      gtid,
      commitTsMs: event.timestamp,
    };
    this.#began = false;
    this.#preparedXa = false;
    this.#ordinal = 0;
  }

  #rows(event: AnyBinlogEvent, rows: readonly unknown[], toRow: (row: unknown) => BinlogRow): void {
    const { tableId, tableMap } = event as Extract<AnyBinlogEvent, { rows: RowData[] }>;
    const table = tableMap[tableId];
    if (!table || !this.#tables.has(table.tableName)) return;
    if (!this.#transaction) throw unsupported('The binlog holds rows outside a transaction.');
    if (this.#preparedXa) throw xaRows();
    for (const row of rows) this.#handlers.onRow(table.tableName, toRow(row), this.#transaction, this.#ordinal++);
  }

  #query(event: Extract<AnyBinlogEvent, { query: string }>): void {
    const statement = event.query.trim();
    const word = statement.toUpperCase();
    if (word === 'BEGIN' || word.startsWith('XA START')) {
      if (!this.#transaction) this.#begin(event, null);
      this.#began = true;
      return;
    }
    if (DDL.test(statement)) this.#ddl(event.schema, statement);
    const insideTransaction = this.#began && word !== 'COMMIT' && word !== 'ROLLBACK';
    if (!insideTransaction) this.#commit(event);
  }

  #ddl(schema: string, statement: string): void {
    const truncated = TRUNCATE.exec(statement);
    if (truncated && (truncated[1] ?? schema) === this.#config.database && this.#tables.has(truncated[2] ?? '')) {
      throw unsupported(
        `Table ${truncated[2] ?? ''} was truncated, which says nothing about its rows; delete them with DELETE instead.`,
      );
    }
    if (schema !== this.#config.database && !statement.includes(this.#config.database)) return;
    this.hold('ddl', true);
    this.#handlers.onDdl().then(
      () => this.hold('ddl', false),
      (error: unknown) => this.#fail(error as Error),
    );
  }

  #commit(event: AnyBinlogEvent): void {
    this.#advance(event.nextPosition);
    this.#gtid = this.#transaction?.gtid ?? this.#gtid;
    this.#transaction = null;
    this.#began = false;
    this.#ordinal = 0;
    this.#handlers.onCommit(this.#position());
  }

  #position(): BinlogPosition {
    return { file: this.#file, pos: this.#pos, gtid: this.#gtid };
  }

  /** Events carry the low 32 bits of their end only; a file outgrows them by one large transaction. */
  #advance(low: number): number {
    const base = Math.floor(this.#pos / WRAP) * WRAP;
    const end = base + low < this.#pos ? base + WRAP + low : base + low;
    return (this.#pos = end);
  }

  #fail(error: Error): void {
    this.#failed = true;
    if (error instanceof ConnectorError) this.#reject(error);
    // The event that explains the error may follow at once: let it speak first.
    else setImmediate(() => this.#reject(error));
  }
}

/** Length of the whole event, header and checksum included; `size` is without them. */
function eventLength(event: AnyBinlogEvent, zongji: ZongJi): number {
  return event.size + ((zongji as unknown as { useChecksum: boolean }).useChecksum ? 23 : 19);
}

interface RawConnection {
  pause(): void;
  resume(): void;
  query(sql: string, callback: () => void): void;
  once(event: 'end', listener: () => void): void;
}

function connectionOf(zongji: ZongJi): RawConnection | null {
  return (zongji as unknown as { connection: RawConnection | null }).connection;
}

async function stopReader(zongji: ZongJi): Promise<void> {
  const stopped = new Promise<void>((resolve) => zongji.once('stopped', () => resolve()));
  zongji.stop();
  await Promise.race([stopped, pause(2_000, new AbortController().signal)]);
}

/** Replicas with one id throw each other out; 2^30 ids above any that people give make that unlikely. */
function randomServerId(): number {
  return 2 ** 31 + Math.floor(Math.random() * 2 ** 30);
}

function unsupported(message: string): ConnectorError {
  return new ConnectorError(
    'UNSUPPORTED_EVENT',
    message,
    'Mend the cause, delete the document connectors/{connectorId} and start again: a reconciling snapshot follows.',
  );
}

function xaRows(): ConnectorError {
  return unsupported(
    'An XA transaction prepared rows of captured tables; they would stay even if it were rolled back.',
  );
}
