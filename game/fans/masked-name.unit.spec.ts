import assert from 'node:assert/strict';
import { maskedName } from './masked-name.ts';

describe('a masked name', () => {
  it('stays what it is for ever', () => assert.equal(maskedName('ana'), 'Fan 3141'));

  it('has four digits that tell most fans apart', () => {
    const names = Array.from({ length: 1_000 }, (_, fan) => maskedName(`fan${fan}`));
    for (const name of names) assert.match(name, /^Fan \d{4}$/);
    assert.ok(new Set(names).size > 900);
  });
});
