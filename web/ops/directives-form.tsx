import { useState } from 'react';
import { refusalText } from '../fantasy/refusal.ts';
import { useFanfold } from '../live/fanfold-context.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { DIRECTIVE_ACTIONS, type DirectiveAction, receiptText } from './directives.ts';

/** The five things that an operator can do with a contest, each with a reason. */
export function Directives({ contestId }: { contestId: string }) {
  const fanfold = useFanfold();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [busy, setBusy] = useState(false);
  const [receipt, setReceipt] = useState('');
  const [refusal, setRefusal] = useState('');

  async function run(action: DirectiveAction) {
    setBusy(true);
    setReceipt('');
    setRefusal('');
    try {
      setReceipt(receiptText(await action.run(fanfold, { contestId, reason: reason.trim(), until })));
    } catch (error) {
      setRefusal(refusalText(error));
    }
    setBusy(false);
  }

  return (
    <section className="card directives">
      <h2>Operations</h2>
      <label>
        Reason
        <input
          value={reason}
          maxLength={500}
          placeholder="Kept with your name"
          data-testid="directive-reason"
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
      <label>
        Until, in your time; empty: when the match says
        <input
          type="datetime-local"
          value={until}
          data-testid="directive-until"
          onChange={({ target }) => setUntil(target.value)}
        />
      </label>
      {DIRECTIVE_ACTIONS.map((action) => (
        <ConfirmButton
          key={action.id}
          label={action.label}
          question={action.question}
          confirm="Yes"
          testId={action.id}
          disabled={reason.trim() === '' || busy}
          run={() => void run(action)}
        />
      ))}
      {receipt && (
        <p role="status" data-testid="directive-receipt">
          {receipt}
        </p>
      )}
      {refusal && (
        <p className="warning" role="alert" data-testid="directive-refusal">
          {refusal}
        </p>
      )}
    </section>
  );
}
