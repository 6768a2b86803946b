import type { LiveMatch } from '@fanfold/client';

const NAMES: Record<LiveMatch['sport'], string> = { cricket: 'Cricket', football: 'Football' };

/** A bat and ball, or a football. */
export function SportIcon({ sport }: { sport: LiveMatch['sport'] }) {
  return (
    <svg className="sport-icon" viewBox="0 0 20 20" role="img" aria-label={NAMES[sport]}>
      {sport === 'cricket' ? (
        <>
          <path d="m16.5 2 1.5 1.5-3.6 3.6 1 1-7.6 8.2a1.6 1.6 0 0 1-2.3 0l-1.8-1.8a1.6 1.6 0 0 1 0-2.3l8.2-7.6 1 1z" />
          <circle cx="15.2" cy="15.2" r="2.6" />
        </>
      ) : (
        <>
          <circle cx="10" cy="10" r="7.6" fill="none" stroke="currentColor" strokeWidth="1.6" />
          <path d="m10 6.6 3.2 2.3-1.2 3.8H8L6.8 8.9z" />
          <path
            d="M10 6.6V2.8M13.2 8.9l3.7-1.3M12 12.7l2.3 3.2M8 12.7l-2.3 3.2M6.8 8.9 3.1 7.6"
            stroke="currentColor"
            strokeWidth="1.4"
          />
        </>
      )}
    </svg>
  );
}
