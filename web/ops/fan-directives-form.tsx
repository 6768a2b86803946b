import { useState } from 'react';
import { useFanfold } from '../live/fanfold-context.ts';
import { FanIdField, ActionButtons, Outcome, ReasonField, useDirective } from './directive-outcome.tsx';
import { FAN_ACTIONS, fanReceiptText } from './fan-directives.ts';

/** The three things that an operator can do with a fan, each with a reason. */
export function FanDirectives() {
  const fanfold = useFanfold();
  const [uid, setUid] = useState('');
  const [reason, setReason] = useState('');
  const [outcome, direct] = useDirective();
  const input = { uid: uid.trim(), reason: reason.trim() };
  return (
    <section className="card directives">
      <h2>A fan</h2>
      <FanIdField uid={uid} change={setUid} testId="fan-uid" />
      <ReasonField reason={reason} change={setReason} form="fan" />
      <ActionButtons
        actions={FAN_ACTIONS}
        disabled={input.uid === '' || input.reason === '' || outcome.busy}
        run={(action) => void direct(async () => fanReceiptText(await action.run(fanfold, input)))}
      />
      <Outcome outcome={outcome} form="fan" />
    </section>
  );
}
