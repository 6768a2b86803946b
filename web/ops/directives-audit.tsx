import type { DirectiveRecord } from '@fanfold/client';
import { Trouble } from '../live/trouble.tsx';
import { useWatched } from '../live/use-watched.ts';

/** What operators have said about a contest, the latest first. */
export function DirectivesAudit({ contestId }: { contestId: string }) {
  const audit = useWatched<DirectiveRecord[] | null>(contestId, (fanfold, next, fail) =>
    fanfold.watchDirectives(contestId, next, fail),
  );
  const records = [...(audit.value ?? [])].reverse();
  return (
    <section className="card directives">
      <h2>What operators have said</h2>
      <Trouble watches={[audit]} />
      {audit.value === null && <p>Nothing yet.</p>}
      <ul>
        {records.map(({ at, uid, directive, until, reason }) => (
          <li key={at} data-testid="directive-record">
            {new Date(at).toLocaleString()}: {directive}
            {until !== null && ` until ${new Date(until).toLocaleString()}`}, by {uid}: {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}
