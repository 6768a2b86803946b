import { boardGrants, prizesOf } from './prizes.ts';
import { type BoardDocuments, closedDocuments, prizesPath } from './board-documents.ts';
import type { Directory } from './board-store.ts';
import type { BoardTable } from './board-table.ts';

/** Grants of a page: some 700 KB. */
const GRANTS = 5_000;
const GRANT_BYTES = 250;

/** What a commit does for periods that are over. */
export interface ClosingStep {
  documents: BoardDocuments;
  /** Boards whose last state is among the documents. */
  archived: readonly string[];
  /** Periods some of whose boards are left. */
  left: readonly string[];
  /** Periods all of whose boards are closed by then. */
  done: readonly string[];
}

/**
 * Closes the boards of periods that are over: first that of everybody, whose commit takes the period out of those that count and pins its prizes, so that
 * they are decided once; then those of countries and teams, as many as fit.
 */
export class Closing {
  /** Boards of periods that are left. */
  readonly #archived = new Set<string>();

  next(
    table: BoardTable,
    { closing }: Pick<Directory, 'closing'>,
    ended: readonly string[],
    room: number,
    at: number,
  ): ClosingStep {
    const documents = new Map<string, Record<string, unknown>>();
    const archived: string[] = [];
    const [left, done]: [string[], string[]] = [[], []];
    let bytes = 0;
    for (const period of [...closing, ...ended]) {
      // That of everybody was the first.
      const isClosed = (id: string) => this.#archived.has(id) || (id === period && closing.includes(period));
      const boards = table.boardsIn(period).filter(({ id }) => !isClosed(id));
      for (const board of boards) {
        if (bytes > room) break;
        const isFirst = board.id === period && ended.includes(period);
        const grants = isFirst ? boardGrants(board, table, prizesOf(period)) : [];
        const pages = Math.ceil(grants.length / GRANTS);
        for (let page = 0; page < pages; page++)
          documents.set(prizesPath(board.id, page), { grants: grants.slice(page * GRANTS, (page + 1) * GRANTS) });
        const last = closedDocuments(board, period, pages, at);
        for (const [path, fields] of last) documents.set(path, fields);
        bytes += bytesOf(last) + grants.length * GRANT_BYTES;
        archived.push(board.id);
      }
      (boards.every(({ id }) => archived.includes(id)) ? done : left).push(period);
    }
    return { documents, archived, left, done };
  }

  committed({ archived, done }: ClosingStep, table: BoardTable): void {
    for (const id of archived) this.#archived.add(id);
    for (const period of done) {
      for (const { id } of table.boardsIn(period)) this.#archived.delete(id);
      table.close(period);
    }
  }
}

/** Bytes of ranks, and of what leaderboards have at most. */
export function bytesOf(documents: BoardDocuments): number {
  let bytes = 0;
  for (const fields of documents.values()) bytes += 15_000 + ((fields['ranks'] as Uint8Array | undefined)?.length ?? 0);
  return bytes;
}
