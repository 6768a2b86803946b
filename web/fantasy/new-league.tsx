import { useState } from 'react';
import { useFanfold } from '../live/fanfold-context.ts';
import { refusalText } from '../ui/refusal.ts';

/** Starts a league, or joins one by its code. */
export function NewLeague() {
  const fanfold = useFanfold();
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setRefusal('');
    try {
      await work();
      return true;
    } catch (error) {
      setRefusal(refusalText(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="new-league">
      <OneField
        label="Start a league"
        placeholder="Its name"
        maxLength={120}
        submit="Start"
        testIds={['league-name', 'create-league']}
        busy={busy}
        run={(name) => run(() => fanfold.createLeague({ name }))}
      />
      <OneField
        label="Join a league"
        placeholder="Its code"
        maxLength={20}
        submit="Join"
        testIds={['join-code', 'join-league']}
        busy={busy}
        run={(code) => run(() => fanfold.joinLeague({ code }))}
      />
      {refusal && (
        <p className="warning" role="alert" data-testid="league-refusal">
          {refusal}
        </p>
      )}
    </div>
  );
}

interface OneFieldProps {
  label: string;
  placeholder: string;
  maxLength: number;
  submit: string;
  testIds: readonly [field: string, button: string];
  busy: boolean;
  /** @returns whether it worked: the field is emptied then */
  run: (value: string) => Promise<boolean>;
}

function OneField({ label, placeholder, maxLength, submit, testIds, busy, run }: OneFieldProps) {
  const [value, setValue] = useState('');
  const [field, button] = testIds;
  const send = async () => {
    if (await run(value.trim())) setValue('');
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label>
        {label}
        <input
          value={value}
          maxLength={maxLength}
          placeholder={placeholder}
          autoComplete="off"
          data-testid={field}
          onChange={({ target }) => setValue(target.value)}
        />
      </label>
      <button type="submit" disabled={value.trim() === '' || busy} data-testid={button}>
        {submit}
      </button>
    </form>
  );
}
