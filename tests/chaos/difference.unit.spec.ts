import assert from 'node:assert/strict';
import { differences } from './difference.ts';

describe('differences', () => {
  const selected = new Map([
    ['a', '{"n":1}'],
    ['b', '{"n":2}'],
  ]);

  it('finds the lost, the old and the undead', () => {
    const folded = new Map([
      ['b', '{"n":1}'],
      ['c', '{"n":3}'],
    ]);
    assert.deepEqual(differences('shapes', selected, folded), [
      { table: 'shapes', key: 'a', selected: '{"n":1}', folded: null },
      { table: 'shapes', key: 'b', selected: '{"n":2}', folded: '{"n":1}' },
      { table: 'shapes', key: 'c', selected: null, folded: '{"n":3}' },
    ]);
  });

  it('finds nothing where there is nothing', () => {
    assert.deepEqual(differences('shapes', selected, new Map([...selected].reverse())), []);
  });
});
