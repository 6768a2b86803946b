import type { LiveRedemption } from '@fanfold/client';
import { type SyntheticEvent, useState } from 'react';
import { useFanfold } from '../live/fanfold-context.ts';
import { refusalText } from '../ui/refusal.ts';

/** For a code that did not work: what happened, for those who run the app. */
export function ReportCoupon({ redemption: { id, problem } }: { redemption: LiveRedemption }) {
  const fanfold = useFanfold();
  const [isAsking, ask] = useState(false);
  const [text, setText] = useState('');
  const [said, say] = useState('');
  if (problem !== null) return <p className="quiet">You have told us that it did not work: “{problem}”</p>;
  if (!isAsking) {
    return (
      <button type="button" className="plain" data-testid="report" onClick={() => ask(true)}>
        It did not work
      </button>
    );
  }
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    fanfold.reportCoupon({ redemptionId: id, problem: text.trim() }).catch((error: unknown) => say(refusalText(error)));
  };
  return (
    <form className="report" onSubmit={send}>
      <label>
        What happened?
        <input
          value={text}
          maxLength={500}
          autoFocus
          data-testid="report-text"
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <button type="submit" disabled={text.trim() === ''} data-testid="report-send">
        Tell us
      </button>
      <p className="said" role="status">
        {said}
      </p>
    </form>
  );
}
