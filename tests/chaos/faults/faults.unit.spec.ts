import assert from 'node:assert/strict';
import { Random } from '../random.ts';
import { DDL_FAULTS, FAULTS, describe as text, planFaults } from './faults.ts';

describe('the plan of a round', () => {
  const plan = (seed: string) => planFaults(new Random(seed), FAULTS, DDL_FAULTS);

  it('is the same for a seed, and so are the choices in it', () => {
    const [one, two] = [plan('1/1'), plan('1/1')];
    assert.deepEqual(one.map(text), two.map(text));
    assert.deepEqual(
      one.map(({ random }) => random.fraction()),
      two.map(({ random }) => random.fraction()),
    );
  });

  it('has every fault in it sooner or later', () => {
    const seen = new Set(
      Array.from({ length: 500 }, (_, i) => plan(String(i)))
        .flat()
        .map(({ fault }) => fault.name),
    );
    assert.deepEqual([...seen].sort(), [...FAULTS, ...DDL_FAULTS].map(({ name }) => name).sort());
  });
});
