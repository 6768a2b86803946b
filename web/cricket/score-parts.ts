/**
 * A score as printed, e.g. `207/4 (20)` or `312 (98.2) & 201/5d (55)`, apart by what matters: runs of all innings, overs of the last one.
 * Scores of football have no overs.
 */
export function scoreParts(score: string): { runs: string; overs: string } {
  const innings = score.split(' & ').map((each) => each.split(' '));
  return { runs: innings.map(([runs]) => runs).join(' & '), overs: innings.at(-1)?.[1] ?? '' };
}
