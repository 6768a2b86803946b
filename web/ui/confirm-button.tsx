import { useState } from 'react';

interface ConfirmButtonProps {
  label: string;
  /** What will happen, and that it cannot be undone. */
  question: string;
  confirm: string;
  className?: string;
  testId: string;
  disabled?: boolean;
  run: () => void;
}

/** A button that asks before it does what cannot be undone. */
export function ConfirmButton({ label, question, confirm, className, testId, disabled, run }: ConfirmButtonProps) {
  const [isAsking, ask] = useState(false);
  if (!isAsking || disabled) {
    return (
      <button type="button" className={className} data-testid={testId} disabled={disabled} onClick={() => ask(true)}>
        {label}
      </button>
    );
  }
  return (
    <div className="confirm" role="group" aria-label={label}>
      <p>{question}</p>
      <button type="button" onClick={() => ask(false)}>
        No
      </button>
      <button
        type="button"
        className="primary"
        data-testid={`confirm-${testId}`}
        autoFocus
        onClick={() => {
          ask(false);
          run();
        }}
      >
        {confirm}
      </button>
    </div>
  );
}
