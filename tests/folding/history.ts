import type { EventRow, MatchRow, SquadRow } from '@fanfold/game/match';
import { type RowImage, type TableSpec, matchEventsTable, matchesTable, squadsTable } from '@fanfold/kit/contract';

/** A stats database in memory that writes its own changelog, as the connector would publish it. */
export class StatsHistory {
  /** Messages in commit order; each is an array of envelopes of one table. */
  readonly messages: string[] = [];
  readonly #tables = new Map<string, Map<string, RowImage>>();
  readonly #epoch: number;
  #pos = 0;
  #snapshots = 0;
  /** Changes reach the table and not the changelog: the connector is down. */
  silent = false;

  constructor(epoch = 1) {
    this.#epoch = epoch;
    for (const { table } of specs) this.#tables.set(table, new Map());
  }

  /** Inserts or updates. An update that changes the key is a delete and a create, as in a binlog reader. */
  put(table: TableName, image: RowImage, previousKey = keyOf(table, image)): void {
    const rows = this.#rows(table);
    const before = rows.get(previousKey) ?? null;
    const key = keyOf(table, image);
    this.#pos += 100;
    if (before && key !== previousKey) {
      rows.delete(previousKey);
      rows.set(key, image);
      this.#publish(table, [this.#change(table, 'd', before, null, 0), this.#change(table, 'c', null, image, 1)]);
      return;
    }
    rows.set(key, image);
    this.#publish(table, [this.#change(table, before ? 'u' : 'c', before, image, 0)]);
  }

  remove(table: TableName, key: string): void {
    const rows = this.#rows(table);
    const before = rows.get(key);
    if (!before) return;
    rows.delete(key);
    this.#pos += 100;
    this.#publish(table, [this.#change(table, 'd', before, null, 0)]);
  }

  /**
   * A reconciling snapshot of one table, in chunks: whatever was silent is known after it. Like the connector's it has a number of its own, and
   * the stream goes on between its chunks.
   */
  snapshot(table: TableName, chunkRows: number, betweenChunks: () => void = () => undefined): void {
    const number = ++this.#snapshots;
    let after: string | null = null;
    do {
      const sorted = [...this.#rows(table)].sort(([a], [b]) => (a < b ? -1 : 1));
      const left = sorted.filter(([key]) => after === null || key > after);
      const part = left.slice(0, chunkRows);
      const last = left.length > chunkRows ? (part.at(-1)?.[0] ?? null) : null;
      // Above all that was committed, below what will be.
      this.#pos++;
      const marker = {
        op: 's',
        source: this.#source(table, number),
        keyColumns: specOf(table).keyColumns,
        keyFrom: after?.split('\u0000') ?? null,
        keyTo: last?.split('\u0000') ?? null,
        keys: part.map(([key]) => key.split('\u0000')),
      };
      this.#publish(table, [...part.map(([, image]) => this.#change(table, 'r', null, image, number)), marker]);
      if (last !== null) betweenChunks();
      after = last;
    } while (after !== null);
  }

  keys(table: TableName): string[] {
    return [...this.#rows(table).keys()];
  }

  image(table: TableName, key: string): RowImage | undefined {
    return this.#rows(table).get(key);
  }

  /** What the database holds now as one snapshot of each table: the match as if it had been right from the start. */
  asOneSnapshot(): string[] {
    const fresh = new StatsHistory(this.#epoch);
    fresh.#pos = this.#pos;
    for (const [table, rows] of this.#tables) {
      fresh.#tables.set(table, new Map(rows));
      fresh.snapshot(table as TableName, Infinity);
    }
    return fresh.messages;
  }

  /** What `npm run repair` publishes: all rows of the match, the only one there is, and that there are no others. */
  repairMessages(matchId: string): string[] {
    return this.asOneSnapshot().map((message) => {
      const envelopes = JSON.parse(message) as { op: string; source: { table: string } }[];
      const narrowed = envelopes.map((envelope) =>
        envelope.op === 's'
          ? { ...envelope, where: { [envelope.source.table === 'matches' ? 'id' : 'match_id']: matchId } }
          : envelope,
      );
      return JSON.stringify(narrowed);
    });
  }

  #rows(table: TableName): Map<string, RowImage> {
    return this.#tables.get(table) as Map<string, RowImage>;
  }

  #publish(_table: TableName, envelopes: unknown[]): void {
    if (!this.silent) this.messages.push(JSON.stringify(envelopes));
  }

  #change(table: TableName, op: string, before: RowImage | null, after: RowImage | null, row: number) {
    return { op, before, after, ts_ms: 0, source: this.#source(table, row) };
  }

  #source(table: TableName, row: number) {
    return { db: 'fanfold', table, file: 'binlog.000001', pos: this.#pos, row, ts_ms: 0, epoch: this.#epoch };
  }
}

export type TableName = 'matches' | 'squads' | 'match_events';

const specs: readonly TableSpec[] = [matchesTable, squadsTable, matchEventsTable];

function specOf(table: TableName): TableSpec {
  return specs.find((spec) => spec.table === table) as TableSpec;
}

export function keyOf(table: TableName, image: RowImage): string {
  return specOf(table)
    .keyColumns.map((column) => String(image[column]))
    .join('\u0000');
}

const columnNames: Record<string, string> = { over: 'over_no', ball: 'ball_no' };

/** A row of the game as its columns in MySQL. */
export function imageOf(row: MatchRow | SquadRow | EventRow): RowImage {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      columnNames[name] ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      typeof value === 'boolean' ? Number(value) : value,
    ]),
  );
}
