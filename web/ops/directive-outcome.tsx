import { useState } from 'react';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { refusalText } from '../ui/refusal.ts';

/** What became of the last thing that an operator has asked for. */
export interface DirectiveOutcome {
  busy: boolean;
  receipt: string;
  refusal: string;
}

/** @returns the outcome, and how to ask: `work` returns what to tell the operator */
export function useDirective(): [outcome: DirectiveOutcome, run: (work: () => Promise<string>) => Promise<void>] {
  const [outcome, setOutcome] = useState<DirectiveOutcome>({ busy: false, receipt: '', refusal: '' });
  const run = async (work: () => Promise<string>) => {
    setOutcome({ busy: true, receipt: '', refusal: '' });
    try {
      setOutcome({ busy: false, receipt: await work(), refusal: '' });
    } catch (error) {
      setOutcome({ busy: false, receipt: '', refusal: refusalText(error) });
    }
  };
  return [outcome, run];
}

interface OutcomeProps {
  outcome: DirectiveOutcome;
  /** Of the form: its ids begin so. */
  form: string;
}

export function Outcome({ outcome: { receipt, refusal }, form }: OutcomeProps) {
  return (
    <>
      {receipt && (
        <p role="status" data-testid={`${form}-receipt`}>
          {receipt}
        </p>
      )}
      {refusal && (
        <p className="warning" role="alert" data-testid={`${form}-refusal`}>
          {refusal}
        </p>
      )}
    </>
  );
}

interface ActionsProps<Action> {
  actions: readonly Action[];
  disabled: boolean;
  run: (action: Action) => void;
}

/** A button for each action, which asks first. */
export function ActionButtons<Action extends { id: string; label: string; question: string }>({
  actions,
  disabled,
  run,
}: ActionsProps<Action>) {
  return actions.map((action) => (
    <ConfirmButton
      key={action.id}
      label={action.label}
      question={action.question}
      confirm="Yes"
      testId={action.id}
      disabled={disabled}
      run={() => run(action)}
    />
  ));
}

interface ReasonProps {
  reason: string;
  change: (reason: string) => void;
  form: string;
}

interface FanIdProps {
  uid: string;
  change: (uid: string) => void;
  testId: string;
}

export function FanIdField({ uid, change, testId }: FanIdProps) {
  return (
    <label>
      Id of the fan
      <input
        value={uid}
        maxLength={200}
        autoComplete="off"
        data-testid={testId}
        onChange={({ target }) => change(target.value)}
      />
    </label>
  );
}

/** Every directive has a reason. */
export function ReasonField({ reason, change, form }: ReasonProps) {
  return (
    <label>
      Reason
      <input
        value={reason}
        maxLength={500}
        placeholder="Kept with your name"
        data-testid={`${form}-reason`}
        onChange={({ target }) => change(target.value)}
      />
    </label>
  );
}
