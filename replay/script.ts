import type { EventRow, MatchRow, SquadRow } from '@fanfold/game/match';

/** A match as a scorer will enter it: what importers and demo generators yield, and what the player writes to MySQL. */
export interface MatchScript {
  /** As announced before the match: status `scheduled`, not final. */
  match: MatchRow;
  squads: SquadRow[];
  /** In order of entry; one transaction each. */
  steps: ScriptStep[];
}

export interface ScriptStep {
  /** Match time of the entry: ms since the first step, never decreasing. Breaks between periods count, shortened to a minute. */
  atMs: number;
  /** Rows of match_events to insert. */
  events: EventRow[];
  /** Columns of the row of `matches` that change in the same transaction. The last step sets status, final, eventCount and outcome. */
  match?: Partial<Pick<MatchRow, 'status' | 'final' | 'eventCount' | 'detail'>>;
}

/** The rows that stand in the database when a script has been entered. */
export function rowsOf({ match, squads, steps }: MatchScript): {
  match: MatchRow;
  squads: SquadRow[];
  events: EventRow[];
} {
  const changes = steps.flatMap((step) => (step.match ? [step.match] : []));
  return {
    match: Object.assign({}, match, ...changes) as MatchRow,
    squads,
    events: steps.flatMap(({ events }) => events),
  };
}

/** The same match, announced for another time. */
export function startingAt(script: MatchScript, startsAt: Date): MatchScript {
  return { ...script, match: { ...script.match, startsAt: startsAt.toISOString() } };
}

/** A match file that cannot be played, with the place in the file. Nothing has been written when it is thrown. */
export class MatchFileError extends Error {
  readonly code: 'unknownFormat' | 'cutShort' | 'invalid' | 'contradiction' | 'missingFile';
  readonly file: string;
  /** JSON path such as `innings[1].overs[3].deliveries[0].runs`, or `line 12, column 3`. */
  readonly place: string;

  constructor(code: MatchFileError['code'], file: string, place: string, message: string) {
    super(`${file}: ${place}: ${message}`);
    this.name = 'MatchFileError';
    this.code = code;
    this.file = file;
    this.place = place;
  }
}
