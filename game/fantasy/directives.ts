/** What operators have said about a contest. It holds until they say otherwise, whatever the rows of the match say. */
export interface ContestDirectives {
  /** ISO 8601, UTC: the lock falls then, neither earlier nor later. Null: it follows the match. */
  lockUntil: string | null;
  /** Nothing counts, for good. */
  isVoid: boolean;
  /** `hold`: nothing is settled. `asIs`: the contest ends with its match, though rows are missing or too many. Null: by the rule. */
  settlement: 'hold' | 'asIs' | null;
}

export const NO_DIRECTIVES: ContestDirectives = { lockUntil: null, isVoid: false, settlement: null };
