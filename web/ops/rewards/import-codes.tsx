import { useState } from 'react';

interface ImportCodesProps {
  isReady: boolean;
  take: (file: Uint8Array<ArrayBuffer>, units: number) => void;
}

/** A partner's file of codes, and how many they say are in it: a file that was cut on its way here is found by that. */
export function ImportCodes({ isReady, take }: ImportCodesProps) {
  const [file, setFile] = useState<File>();
  const [units, setUnits] = useState('');
  const send = async () => {
    if (file) take(new Uint8Array(await file.arrayBuffer()), Number(units));
  };
  return (
    <fieldset className="codes">
      <legend>Codes from a file: CSV in UTF-8 with one column, `code`</legend>
      <label>
        File
        <input
          type="file"
          accept=".csv,text/csv"
          data-testid="codes-file"
          onChange={({ target }) => setFile(target.files?.[0])}
        />
      </label>
      <label>
        Codes in it, as the partner says
        <input
          inputMode="numeric"
          value={units}
          data-testid="codes-units"
          onChange={({ target }) => setUnits(target.value)}
        />
      </label>
      <button
        type="button"
        disabled={!isReady || !file || !(Number(units) > 0)}
        data-testid="import"
        onClick={() => void send()}
      >
        Import
      </button>
    </fieldset>
  );
}
