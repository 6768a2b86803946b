import type { LiveMatch } from '@fanfold/client';

const WORDS: Record<LiveMatch['status'], string> = {
  live: 'Live',
  scheduled: 'Upcoming',
  postponed: 'Postponed',
  finished: 'Finished',
  abandoned: 'Abandoned',
};

/** Whether a match is on; in football with the minute. In cricket the overs stand beside the score. */
export function StatusChip({ match: { sport, status, clock } }: { match: LiveMatch }) {
  return (
    <span className={`chip ${status}`} data-testid="status">
      {WORDS[status]}
      {status === 'live' && sport === 'football' && clock && <b>{clock}</b>}
    </span>
  );
}
