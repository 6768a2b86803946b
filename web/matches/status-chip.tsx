import type { LiveMatch } from '@fanfold/client';

const WORDS: Record<LiveMatch['status'], string> = {
  live: 'Live',
  scheduled: 'Upcoming',
  postponed: 'Postponed',
  finished: 'Finished',
  abandoned: 'Abandoned',
};

/** Whether a match is on, and where it stands. */
export function StatusChip({ match: { status, clock } }: { match: LiveMatch }) {
  return (
    <span className={`chip ${status}`} data-testid="status">
      {WORDS[status]}
      {status === 'live' && clock && <b>{clock}</b>}
    </span>
  );
}
