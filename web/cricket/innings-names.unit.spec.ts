import assert from 'node:assert/strict';
import { inningsSuffix, scoreText } from './innings-names.ts';

const innings = (teamId: string, superOver = false) => ({ teamId, superOver });

describe('names of innings', () => {
  it('need no number when each side bats once', () => {
    const all = [innings('A'), innings('B'), innings('A', true)];
    assert.deepEqual(
      all.map((each) => inningsSuffix(each, all)),
      ['', '', 'super over'],
    );
  });

  it('are numbered per side', () => {
    const all = [innings('A'), innings('B'), innings('B'), innings('A')];
    assert.deepEqual(
      all.map((each) => inningsSuffix(each, all)),
      ['1st', '1st', '2nd', '2nd'],
    );
  });

  it('stand beside their scores', () => {
    assert.equal(scoreText({ runs: 133, wickets: 8 }), '133/8');
    assert.equal(scoreText({ runs: 148, wickets: 10 }), '148');
  });
});
