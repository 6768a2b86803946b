import type {
  AnyBinlogEvent,
  DeleteRowsEvent,
  MariadbGtidEvent,
  QueryEvent,
  RotateEvent,
  RowsEvent,
  TableMapEntry,
  UpdateRowsEvent,
  WriteRowsEvent,
  XaPrepareEvent,
} from '@vlasky/zongji';
import { SNAPSHOT_ROW } from '@fanfold/kit/contract';
import type { BinlogPosition } from '../position/position.ts';
import type { TransactionStart } from '../publish/envelopes.ts';
import { hasAllColumns } from '../tables/stream-rows.ts';
import { StreamPosition } from './stream-position.ts';
import { type NamedTable, readStatement, type Statement } from './statements.ts';
import { rolledBack, statementFormat, transactionTooLarge, undecodable, unsupported, xaRows } from './unsupported.ts';

/** The rows of one row event, all of one table. */
export interface StreamRows {
  table: string;
  /** The definition that the rows are written in. */
  map: TableMapEntry;
  rows:
    | { kind: 'insert'; rows: WriteRowsEvent['rows'] }
    | { kind: 'update'; rows: UpdateRowsEvent['rows'] }
    | { kind: 'delete'; rows: DeleteRowsEvent['rows'] };
  transaction: TransactionStart;
  /**
   * Of the first row; the others count on. It is the number of bytes that row images before it in the transaction have, of whatever table, so
   * the binlog alone decides: what is half published under one configuration goes on under another. Each row has a byte at least.
   */
  ordinal: number;
}

/** From here on captured tables may have another definition, or other rows, of which the binlog says nothing. */
export interface DefinitionChange {
  verb: string;
  tables: string[];
  transaction: TransactionStart;
}

export interface StreamHandlers {
  onRows: (rows: StreamRows) => void;
  /** The transaction before `position` is complete. */
  onCommit: (position: BinlogPosition) => void;
  /** Another file, or what is known of this one: the place is another, without a transaction. */
  onMoved: (position: BinlogPosition) => void;
  /** Later events wait until it is done. */
  onDefinition: (change: DefinitionChange) => Promise<void>;
}

interface Waiting {
  event: AnyBinlogEvent;
  rowBytes: number;
}

/** Turns the events of one dump into rows and commits. */
export class TransactionReader {
  readonly #database: string;
  readonly #tables: readonly string[];
  readonly #isCaptured: ReadonlySet<string>;
  readonly #handlers: StreamHandlers;
  readonly #checksumBytes: () => number;
  readonly #position: StreamPosition;
  #transaction: TransactionStart | null = null;
  /** A commit will follow; without, the group is one statement. */
  #began = false;
  #preparedXa = false;
  /** Of captured tables. */
  #hasRows = false;
  /** Bytes of row images before the transaction. */
  #startRowBytes = 0;
  #waiting: Waiting[] | null = null;
  #isOver = false;

  constructor(
    captured: { database: string; tables: readonly string[] },
    from: BinlogPosition,
    handlers: StreamHandlers,
    checksumBytes: () => number,
  ) {
    this.#database = captured.database;
    this.#tables = captured.tables;
    this.#isCaptured = new Set(captured.tables);
    this.#position = new StreamPosition(from);
    this.#handlers = handlers;
    this.#checksumBytes = checksumBytes;
  }

  /**
   * Takes the next event. Returns a promise when what follows has to wait for it; events given meanwhile are kept.
   *
   * @param rowBytes bytes of row images, of whatever table, that the dump has brought before
   * @throws ConnectorError POSITION_LOST, UNSUPPORTED_EVENT
   */
  take(event: AnyBinlogEvent, rowBytes: number): Promise<void> | undefined {
    if (this.#isOver) return undefined;
    if (this.#waiting) {
      this.#waiting.push({ event, rowBytes });
      return undefined;
    }
    const change = this.#handle(event, rowBytes);
    if (!change) return undefined;
    this.#waiting = [];
    return this.#change(change, event, this.#waiting);
  }

  /** Nothing is taken any more; a change of definition that is under way ends before its transaction does. */
  end(): void {
    this.#isOver = true;
  }

  async #change(change: DefinitionChange, event: AnyBinlogEvent, waiting: Waiting[]): Promise<void> {
    await this.#handlers.onDefinition(change);
    if (this.#isOver) return;
    if (!this.#began) this.#commit(event);
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const another = this.#handle(next.event, next.rowBytes);
      if (another) return this.#change(another, next.event, waiting);
    }
    this.#waiting = null;
  }

  #handle(event: AnyBinlogEvent, rowBytes: number): DefinitionChange | undefined {
    switch (event.getTypeName()) {
      case 'Rotate':
        this.#position.rotate((event as RotateEvent).binlogName, Number((event as RotateEvent).position));
        this.#moved();
        return;
      case 'Format':
        this.#position.open(event.timestamp);
        this.#moved();
        return;
      case 'MariadbGtid': {
        const { gtid, standalone, preparedXa } = event as MariadbGtidEvent;
        this.#begin(event, gtid, rowBytes);
        this.#began = !standalone;
        this.#preparedXa = preparedXa;
        return;
      }
      case 'Gtid':
        this.#begin(event, event.gtid ?? null, rowBytes);
        return;
      case 'AnonymousGtid':
        this.#begin(event, null, rowBytes);
        return;
      case 'Query':
        return this.#query(event as QueryEvent, rowBytes);
      case 'Xid':
        this.#commit(event);
        return;
      case 'XaPrepare':
        if (this.#hasRows && !(event as XaPrepareEvent).onePhase) throw xaRows();
        this.#commit(event);
        return;
      case 'WriteRows':
        this.#rows(event as WriteRowsEvent, rowBytes, { kind: 'insert', rows: (event as WriteRowsEvent).rows });
        return;
      case 'DeleteRows':
        this.#rows(event as DeleteRowsEvent, rowBytes, { kind: 'delete', rows: (event as DeleteRowsEvent).rows });
        return;
      case 'UpdateRows':
        this.#rows(event as UpdateRowsEvent, rowBytes, { kind: 'update', rows: (event as UpdateRowsEvent).rows });
        return;
      case 'TransactionPayload':
      case 'PartialUpdateRows':
        throw undecodable(event.getTypeName());
      default:
    }
  }

  #begin(event: AnyBinlogEvent, gtid: string | null, rowBytes: number): void {
    const end = this.#position.advance(event.nextPosition);
    const { file } = this.#position;
    this.#transaction = { file, pos: end - this.#lengthOf(event), gtid, commitTsMs: event.timestamp };
    this.#began = false;
    this.#preparedXa = false;
    this.#hasRows = false;
    this.#startRowBytes = rowBytes;
  }

  #rows(event: RowsEvent, rowBytes: number, rows: StreamRows['rows']): void {
    const map = event.tableMap[event.tableId];
    if (!map || !this.#isCaptured.has(map.tableName)) return;
    const transaction = this.#transaction;
    if (!transaction) throw unsupported('The binlog holds rows outside a transaction.');
    if (this.#preparedXa) throw xaRows();
    if (!hasAllColumns(event))
      throw unsupported(
        `A row of ${map.tableName} came without all of its columns: some session has binlog_row_image other than FULL.`,
      );
    const ordinal = rowBytes - this.#startRowBytes;
    if (ordinal + rows.rows.length > SNAPSHOT_ROW) throw transactionTooLarge(map.tableName);
    this.#hasRows = true;
    this.#handlers.onRows({ table: map.tableName, map, rows, transaction, ordinal });
  }

  #query(event: QueryEvent, rowBytes: number): DefinitionChange | undefined {
    const statement = readStatement(event.query);
    switch (statement.kind) {
      case 'begin':
        if (!this.#transaction) this.#begin(event, null, rowBytes);
        this.#began = true;
        return;
      case 'rollback':
        if (this.#hasRows) throw rolledBack(event.query);
        if (statement.isWhole) this.#commit(event);
        return;
      case 'commit':
        this.#commit(event);
        return;
      case 'rows': {
        const [table] = this.#concerned(statement.named, event.schema);
        if (table !== undefined) throw statementFormat(table, event.query);
        return;
      }
      case 'definition': {
        const tables = this.#changed(statement, event.schema);
        if (!this.#transaction) this.#begin(event, null, rowBytes);
        if (tables.length > 0 && this.#transaction)
          return { verb: statement.verb, tables, transaction: this.#transaction };
        break;
      }
      case 'other':
    }
    if (!this.#began) this.#commit(event);
    return undefined;
  }

  #changed(statement: Extract<Statement, { kind: 'definition' }>, schema: string): string[] {
    if (isSame(statement.droppedDatabase ?? '', this.#database)) return [...this.#tables];
    return this.#concerned(statement.named, schema);
  }

  /** Captured tables among the named. */
  #concerned(named: readonly NamedTable[], schema: string): string[] {
    return this.#tables.filter((table) =>
      named.some((name) => isSame(name.table, table) && isSame(name.database ?? schema, this.#database)),
    );
  }

  #commit(event: AnyBinlogEvent): void {
    this.#position.advance(event.nextPosition);
    const gtid = this.#transaction?.gtid ?? null;
    this.#transaction = null;
    this.#began = false;
    this.#hasRows = false;
    this.#handlers.onCommit(this.#position.settle(gtid));
  }

  #moved(): void {
    if (!this.#transaction) this.#handlers.onMoved(this.#position.settle(null));
  }

  /** Length of the whole event, header and checksum included; `size` is without them. */
  #lengthOf(event: AnyBinlogEvent): number {
    return event.size + 19 + this.#checksumBytes();
  }
}

/** Some servers keep names in lower case. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
