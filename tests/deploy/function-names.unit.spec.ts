import assert from 'node:assert/strict';
import * as fantasy from '@fanfold/fantasy';
import * as scorecards from '@fanfold/scorecards';

describe('the deployed functions', () => {
  it('have names of their own in all services: a project has one space of names', () => {
    const names = [scorecards, fantasy].flatMap((service) => Object.keys(service));
    assert.deepEqual(
      names.filter((name, at) => names.indexOf(name) !== at),
      [],
    );
    assert.ok(names.length > 10);
  });
});
