/** An entry in a contest that is not registered with its match, though its document is there. Look who wrote `contests/{c}`. */
export class UnknownContestError extends Error {
  constructor(contestId: string, matchId: string) {
    super(`unknownContest: ${contestId}, on ${matchId}`);
    this.name = 'UnknownContestError';
  }
}
