import { useState } from 'react';
import { useFanfold } from '../live/fanfold-context.ts';
import { ActionButtons, Outcome, ReasonField, useDirective } from './directive-outcome.tsx';
import { DIRECTIVE_ACTIONS, receiptText } from './directives.ts';

/** The five things that an operator can do with a contest, each with a reason. */
export function Directives({ contestId }: { contestId: string }) {
  const fanfold = useFanfold();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [outcome, direct] = useDirective();
  const form = { contestId, reason: reason.trim(), until };
  return (
    <section className="card directives">
      <h2>Operations</h2>
      <ReasonField reason={reason} change={setReason} form="directive" />
      <label>
        Until, in your time; empty: when the match says
        <input
          type="datetime-local"
          value={until}
          data-testid="directive-until"
          onChange={({ target }) => setUntil(target.value)}
        />
      </label>
      <ActionButtons
        actions={DIRECTIVE_ACTIONS}
        disabled={form.reason === '' || outcome.busy}
        run={(action) => void direct(async () => receiptText(await action.run(fanfold, form)))}
      />
      <Outcome outcome={outcome} form="directive" />
    </section>
  );
}
