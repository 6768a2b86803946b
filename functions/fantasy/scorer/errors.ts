/**
 * An entry in a contest that is not registered with its match, though its document is there. It becomes a dead letter; look who wrote `contests/{c}`.
 * Once the contest is registered, the sweep takes the entry in.
 */
export class UnknownContestError extends Error {
  constructor(contestId: string, matchId: string) {
    super(`unknownContest: ${contestId}, on ${matchId}`);
    this.name = 'UnknownContestError';
  }
}
