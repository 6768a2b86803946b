import type { Connection } from 'mysql2/promise';
import type { Catalog } from './catalog.ts';
import type { ConnectorConfig } from './config.ts';
import { log } from './log.ts';
import type { SavedState } from './position/saved-state.ts';
import type { MarkedTable } from './publish/envelopes.ts';
import type { Pipeline } from './publish/pipeline.ts';
import { StreamWriter } from './publish/stream-writer.ts';
import type { Snapshotter } from './snapshot/snapshotter.ts';
import type { DefinitionChange, StreamHandlers, StreamRows } from './stream/transactions.ts';
import { truncated } from './stream/unsupported.ts';
import { topicsOf } from './topics.ts';

interface ChangeTakerOptions {
  config: ConnectorConfig;
  catalog: Catalog;
  state: SavedState;
  pipeline: Pipeline;
  snapshotter: Snapshotter;
  /** Throws when the server, as it is now, would lose changes: a definition may bring a foreign key that cascades. */
  verify: (connection: Connection) => Promise<void>;
}

/** Takes what the stream brings: rows into the pipeline, and changes of definition to what follows from them. */
export class ChangeTaker {
  readonly #options: ChangeTakerOptions;
  readonly #writer: StreamWriter;
  readonly #unknown = new Set<string>();

  constructor(options: ChangeTakerOptions) {
    this.#options = options;
    const { pipeline, state, config } = options;
    this.#writer = new StreamWriter(pipeline, state.epoch, topicsOf(config), config.publish.orderingBuckets);
  }

  get handlers(): StreamHandlers {
    return {
      onRows: (rows) => this.#take(rows),
      onCommit: (position) => this.#options.pipeline.commit(position),
      onMoved: (position) => this.#options.pipeline.move(position),
      onDefinition: (change) => this.#redefine(change),
    };
  }

  #take(rows: StreamRows): void {
    const table = this.#options.catalog.get(rows.table);
    if (!table) {
      // It is gone from the server, so the stream goes on to say so, and that voids these rows.
      if (!this.#unknown.has(rows.table)) log('WARNING', 'rowsOfGoneTable', { table: rows.table });
      this.#unknown.add(rows.table);
      return;
    }
    this.#writer.write(table, rows);
  }

  /**
   * A change of definition changes rows without saying so: a new column has its default in all of them, a renamed table brings others along.
   * So the table is snapshotted again, and one that is gone or empty is said to be so.
   */
  async #redefine({ verb, tables, transaction }: DefinitionChange): Promise<void> {
    const { config, catalog, snapshotter, verify } = this.#options;
    if (verb === 'TRUNCATE' && config.onTruncate === 'stop') throw truncated(tables.join(', '));
    await catalog.refreshNow(tables, verify);
    for (const name of tables) {
      const table = this.#known(name);
      const isEmpty = verb === 'TRUNCATE' || !catalog.isPresent(name);
      if (table && isEmpty) {
        this.#writer.writeEmptied(table, transaction);
        log('INFO', 'tableEmptied', { table: name, verb });
      }
      if (!isEmpty) snapshotter.request(name, verb);
    }
  }

  /** What a marker needs of a table: of one that has been gone since before the start, its saved key. */
  #known(name: string): MarkedTable | undefined {
    const { catalog, state, config } = this.#options;
    const table = catalog.get(name);
    if (table) return table.keyColumns.length > 0 ? table : undefined;
    const keyColumns = state.snapshots[name]?.keyColumns;
    return (
      keyColumns && { database: config.database, name, keyColumns: keyColumns.map((column) => ({ name: column })) }
    );
  }
}
