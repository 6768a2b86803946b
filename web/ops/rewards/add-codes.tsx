import type { NewCodes } from '@fanfold/client';
import { useRef, useState } from 'react';

interface AddCodesProps {
  isReady: boolean;
  take: (key: string, codes: NewCodes) => void;
}

const SOURCES = [
  { source: 'generated', label: 'Made here, one for each fan' },
  { source: 'shared', label: 'One code for all' },
  { source: 'link', label: 'One link for all' },
] as const;

/** Codes that come without a file. A second press after a failure adds no more: the wish keeps its key until it is changed. */
export function AddCodes({ isReady, take }: AddCodesProps) {
  const [source, setSource] = useState<NewCodes['source']>('generated');
  const [units, setUnits] = useState('');
  const [text, setText] = useState('');
  const wish = useRef({ key: '', of: '' });
  const add = () => {
    const of = JSON.stringify([source, units, text]);
    if (wish.current.of !== of) wish.current = { key: crypto.randomUUID(), of };
    take(wish.current.key, codesOf(source, Number(units), text.trim()));
  };
  return (
    <fieldset className="codes">
      <legend>Codes without a file</legend>
      <label>
        Kind
        <select value={source} data-testid="codes-source" onChange={({ target }) => setSource(sourceOf(target.value))}>
          {SOURCES.map(({ source: value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        For how many redemptions
        <input
          inputMode="numeric"
          value={units}
          data-testid="new-units"
          onChange={({ target }) => setUnits(target.value)}
        />
      </label>
      {source !== 'generated' && (
        <label>
          {source === 'link' ? 'Link' : 'Code'}
          <input value={text} data-testid="new-code" onChange={({ target }) => setText(target.value)} />
        </label>
      )}
      <button type="button" disabled={!isReady || !(Number(units) > 0)} data-testid="add-codes" onClick={add}>
        Add them
      </button>
    </fieldset>
  );
}

function sourceOf(value: string): NewCodes['source'] {
  return SOURCES.find(({ source }) => source === value)?.source ?? 'generated';
}

function codesOf(source: NewCodes['source'], units: number, text: string): NewCodes {
  switch (source) {
    case 'generated':
      return { source, units };
    case 'shared':
      return { source, units, code: text };
    case 'link':
      return { source, units, link: text };
  }
}
