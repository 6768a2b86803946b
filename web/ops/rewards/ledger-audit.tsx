import type { LedgerHealth } from '@fanfold/client';
import { Trouble } from '../../live/trouble.tsx';
import { useWatched } from '../../live/use-watched.ts';
import { addsUp, endedText, faultText, runningText } from './audit-text.ts';

/** Whether the ledger adds up: the last audit, the wallets that differ in it, and the one under way. */
export function LedgerAudit() {
  const watch = useWatched<LedgerHealth | null>('ledger', (fanfold, next, fail) =>
    fanfold.watchLedgerHealth(next, fail),
  );
  const { running, ended } = watch.value ?? { running: null, ended: null };
  const differences = [...(ended?.differences ?? []), ...(running?.differences ?? [])];
  const differs = ended !== null && !addsUp(ended);
  return (
    <section className="card">
      <h2>Audit of the ledger</h2>
      <Trouble watches={[watch]} />
      {watch.value !== undefined && !running && !ended && <p className="quiet">None has been made yet.</p>}
      {running && (
        <p role="status" data-testid="audit-running">
          {runningText(running, ended)}
        </p>
      )}
      {ended && (
        <p className={differs ? 'warning' : ''} role={differs ? 'alert' : undefined} data-testid="audit-ended">
          {endedText(ended)}
        </p>
      )}
      <ul className="batches" data-testid="audit-differences">
        {differences.map(({ uid, problems }, at) => (
          <li key={at}>
            <code>{uid}</code>: {problems.map(faultText).join(' ')}
          </li>
        ))}
      </ul>
    </section>
  );
}
