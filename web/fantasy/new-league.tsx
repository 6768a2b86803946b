import { useState } from 'react';
import { useFanfold } from '../live/fanfold-context.ts';
import { storedIdentity } from './identity.ts';
import { refusalText } from './refusal.ts';

/** Starts a league, or joins one by its code, under the name the fan gave their team. */
export function NewLeague() {
  const fanfold = useFanfold();
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const run = async (work: (fan: { fanName: string; avatar: string }) => Promise<unknown>) => {
    setBusy(true);
    setRefusal('');
    const { name, avatar } = storedIdentity();
    try {
      await work({ fanName: name.trim() || 'A fan', avatar });
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
        run={(name) => run((fan) => fanfold.createLeague({ name, ...fan }))}
      />
      <OneField
        label="Join a league"
        placeholder="Its code"
        maxLength={20}
        submit="Join"
        testIds={['join-code', 'join-league']}
        busy={busy}
        run={(code) => run((fan) => fanfold.joinLeague({ code, ...fan }))}
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
