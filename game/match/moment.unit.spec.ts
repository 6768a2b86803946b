import assert from 'node:assert/strict';
import { momentOfFact, momentOfRow } from './moment.ts';

describe('ids of moments', () => {
  it('name the row of a deed, and what many rows bring about by itself', () => {
    assert.equal(momentOfRow({ id: 'b17' }, 'wicket'), 'b17:wicket');
    assert.equal(momentOfRow({ id: 'b17' }, 'wicket', 1), 'b17:wicket:1');
    assert.equal(momentOfFact('fifty', 2, 'p7'), 'fifty:2:p7');
    assert.equal(momentOfFact('result'), 'result');
  });

  it('fill one path segment, and are never those of another moment', () => {
    assert.equal(momentOfRow({ id: 'a/b:c%' }, 'four'), 'a%2Fb%3Ac%25:four');
    assert.notEqual(momentOfRow({ id: 'fifty:2' }, 'four'), momentOfFact('fifty', 2, 'four'));
    assert.notEqual(momentOfRow({ id: 'a' }, 'wicket', 1), momentOfRow({ id: 'a:wicket' }, 'wicket', 1));
  });
});
