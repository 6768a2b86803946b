import type { MatchView } from './view.ts';

/**
 * Text that changes when something changes that a fan would miss: in cricket every ball, in football all but the clock and what passes do to
 * possession. What leaves it as it is may reach phones some seconds later.
 */
export function liveDigest({ header, scorecard, moments }: MatchView): string {
  const { clock: _, ...urgentHeader } = header;
  if (scorecard.sport === 'cricket') return JSON.stringify([urgentHeader, scorecard, moments]);
  // Its score line is in the header.
  const { seq: _seq, scoreLine: _line, clock: _clock, home, away, ...urgent } = scorecard;
  return JSON.stringify([urgentHeader, urgent, { ...home, possession: 0 }, { ...away, possession: 0 }, moments]);
}
