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
import type { BinlogPosition } from '../position/position.ts';
import type { TransactionStart } from '../publish/envelopes.ts';
import { hasAllColumns } from '../tables/stream-rows.ts';
import { StreamPosition } from './stream-position.ts';
import { type NamedTable, readStatement, type Statement } from './statements.ts';
import { rolledBack, statementFormat, undecodable, unsupported, xaRows } from './unsupported.ts';

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
  /** Of the first row; counts the rows of captured tables in the transaction, in binlog order. */
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
  #ordinal = 0;
  #waiting: AnyBinlogEvent[] | null = null;
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
   * @throws ConnectorError POSITION_LOST, UNSUPPORTED_EVENT
   */
  take(event: AnyBinlogEvent): Promise<void> | undefined {
    if (this.#isOver) return undefined;
    if (this.#waiting) {
      this.#waiting.push(event);
      return undefined;
    }
    const change = this.#handle(event);
    if (!change) return undefined;
    this.#waiting = [];
    return this.#change(change, event, this.#waiting);
  }

  /** Nothing is taken any more; a change of definition that is under way ends before its transaction does. */
  end(): void {
    this.#isOver = true;
  }

  async #change(change: DefinitionChange, event: AnyBinlogEvent, waiting: AnyBinlogEvent[]): Promise<void> {
    await this.#handlers.onDefinition(change);
    if (this.#isOver) return;
    if (!this.#began) this.#commit(event);
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const another = this.#handle(next);
      if (another) return this.#change(another, next, waiting);
    }
    this.#waiting = null;
  }

  #handle(event: AnyBinlogEvent): DefinitionChange | undefined {
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
        this.#begin(event, gtid);
        this.#began = !standalone;
        this.#preparedXa = preparedXa;
        return;
      }
      case 'Gtid':
        this.#begin(event, event.gtid ?? null);
        return;
      case 'AnonymousGtid':
        this.#begin(event, null);
        return;
      case 'Query':
        return this.#query(event as QueryEvent);
      case 'Xid':
        this.#commit(event);
        return;
      case 'XaPrepare':
        if (this.#ordinal > 0 && !(event as XaPrepareEvent).onePhase) throw xaRows();
        this.#commit(event);
        return;
      case 'WriteRows':
        this.#rows(event as WriteRowsEvent, { kind: 'insert', rows: (event as WriteRowsEvent).rows });
        return;
      case 'DeleteRows':
        this.#rows(event as DeleteRowsEvent, { kind: 'delete', rows: (event as DeleteRowsEvent).rows });
        return;
      case 'UpdateRows':
        this.#rows(event as UpdateRowsEvent, { kind: 'update', rows: (event as UpdateRowsEvent).rows });
        return;
      case 'TransactionPayload':
      case 'PartialUpdateRows':
        throw undecodable(event.getTypeName());
      default:
    }
  }

  #begin(event: AnyBinlogEvent, gtid: string | null): void {
    const end = this.#position.advance(event.nextPosition);
    const { file } = this.#position;
    this.#transaction = { file, pos: end - this.#lengthOf(event), gtid, commitTsMs: event.timestamp };
    this.#began = false;
    this.#preparedXa = false;
    this.#ordinal = 0;
  }

  #rows(event: RowsEvent, rows: StreamRows['rows']): void {
    const map = event.tableMap[event.tableId];
    if (!map || !this.#isCaptured.has(map.tableName)) return;
    const transaction = this.#transaction;
    if (!transaction) throw unsupported('The binlog holds rows outside a transaction.');
    if (this.#preparedXa) throw xaRows();
    if (!hasAllColumns(event))
      throw unsupported(
        `A row of ${map.tableName} came without all of its columns: some session has binlog_row_image other than FULL.`,
      );
    const ordinal = this.#ordinal;
    this.#ordinal += rows.rows.length;
    this.#handlers.onRows({ table: map.tableName, map, rows, transaction, ordinal });
  }

  #query(event: QueryEvent): DefinitionChange | undefined {
    const statement = readStatement(event.query);
    switch (statement.kind) {
      case 'begin':
        if (!this.#transaction) this.#begin(event, null);
        this.#began = true;
        return;
      case 'rollback':
        if (this.#ordinal > 0) throw rolledBack(event.query);
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
        if (!this.#transaction) this.#begin(event, null);
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
    this.#ordinal = 0;
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
