import type { EventRow, MatchRow, SquadRow } from '@fanfold/game/match';
import { FULL_MATCH_ROWS, fullFootball } from '@fanfold/replay/full-football';
import { columnsOf } from '@fanfold/replay/rows-to-sql';

/** What a row is to a fan. Quiet ones change clock and possession. */
export type RowKind = 'goal' | 'urgent' | 'quiet';

export interface Sent {
  /** A message as the connector publishes it. */
  text: string;
  kind: RowKind;
}

const URGENT: readonly string[] = ['shot', 'foul', 'substitution', 'periodStart', 'periodEnd'];

/** One live match: what was entered of it before, and its next rows, one after the other. */
export class MatchFeed {
  /** Match, squads and all rows so far, in one message. */
  readonly before: string;
  readonly #left: EventRow[];
  #position = 0;

  /** @param played share of the match that is over, 0 to 1 */
  constructor(number: number, played: number) {
    const id = `football-${number}`;
    const { match, squads, steps } = fullFootball(id, number);
    const events = steps.flatMap((step) => step.events);
    const count = Math.floor(played * FULL_MATCH_ROWS);
    const live: MatchRow = { ...match, status: 'live' };
    this.before = JSON.stringify([
      this.#change('matches', live),
      ...squads.map((squad) => this.#change('squads', squad)),
      ...events.slice(0, count).map((event) => this.#change('match_events', event)),
    ]);
    this.#left = events.slice(count);
  }

  /** @param columns of the row that are to be other than the feed has them. @returns undefined when the match is over */
  next(columns: Partial<EventRow> = {}): Sent | undefined {
    const next = this.#left.shift();
    if (!next) return undefined;
    const event = { ...next, ...columns };
    return { text: JSON.stringify([this.#change('match_events', event)]), kind: kindOf(event) };
  }

  #change(table: string, row: MatchRow | SquadRow | EventRow) {
    const source = { db: 'fanfold', table, file: 'binlog.000001', pos: (this.#position += 100), row: 0, ts_ms: 0 };
    return { op: 'c', before: null, after: columnsOf(row), ts_ms: 0, source: { ...source, epoch: 1 } };
  }
}

function kindOf({ kind, outcome, variant, card }: EventRow): RowKind {
  if (kind === 'shot' && outcome === 'goal') return 'goal';
  return URGENT.includes(kind) || variant === 'corner' || card ? 'urgent' : 'quiet';
}
