import type { RowChange } from '@fanfold/kit/contract';
import { rowText } from './rows.ts';
import type { ChaosTable } from './schema.ts';

interface Seen {
  text: string;
  generation: number;
}

interface LogEntry {
  table: ChaosTable;
  /** Null: of a range. */
  key: string | null;
  line: string;
  round: number;
}

/** Rounds after which what has arrived is forgotten: nothing goes back that far. */
const KEPT = 20;

/** What has arrived, for two questions: does the same change always say the same, and what became of this row? */
export class History {
  readonly #seen = new Map<string, Seen>();
  readonly #highest = new Map<ChaosTable, string>();
  readonly #epochs = new Set<string>();
  #log: LogEntry[] = [];
  #round = 0;
  /** Changes that arrived again. */
  repeated = 0;
  /** Changes that arrived after a newer one of their table, for the first time. */
  late = 0;
  /** The first change that arrived again and said something else. */
  contradiction: string | null = null;

  get epochs(): number {
    return this.#epochs.size;
  }

  nextRound(): void {
    this.#round++;
    this.#log = this.#log.filter(({ round }) => round > this.#round - 3);
    if (this.#round % KEPT !== 0) return;
    for (const [id, { generation }] of this.#seen) if (generation < this.#round - KEPT) this.#seen.delete(id);
  }

  row(table: ChaosTable, key: string, version: string, { op, before, after, source }: RowChange): void {
    this.#epochs.add(version.slice(0, 10));
    this.#log.push({ table, key, round: this.#round, line: `${version} ${op} ${after ? rowText(after) : 'gone'}` });
    if (op === 'r') return;
    const id = `${table} ${version} ${key}`;
    // What the binlog says, not when it was read.
    const text = JSON.stringify([op, before && rowText(before), after && rowText(after), source.ts_ms, source.gtid]);
    const seen = this.#seen.get(id);
    if (!seen) {
      const highest = this.#highest.get(table) ?? '';
      if (version < highest) this.late++;
      else this.#highest.set(table, version);
      this.#seen.set(id, { text, generation: this.#round });
      return;
    }
    this.repeated++;
    seen.generation = this.#round;
    if (seen.text !== text)
      this.contradiction ??= `${id.replaceAll('\0', '|')} said\n    ${seen.text}\n  and then\n    ${text}`;
  }

  range(table: ChaosTable, version: string, from: string | null, to: string | null): void {
    this.#epochs.add(version.slice(0, 10));
    const bound = (key: string | null) => (key === null ? 'open' : key.replaceAll('\0', '|'));
    this.#log.push({ table, key: null, round: this.#round, line: `${version} s ${bound(from)} < key <= ${bound(to)}` });
  }

  /** What has arrived of a row in the last rounds, in the order of arrival. */
  of(table: ChaosTable, key: string): string[] {
    return this.#log
      .filter((entry) => entry.table === table && (entry.key === key || entry.key === null))
      .map(({ round, line }) => `round ${String(round)}: ${line}`);
  }
}
