import assert from 'node:assert/strict';
import { chaseOf, chaseText } from './chase.ts';

const innings = { runs: 150, balls: 102, overs: '17', superOver: false };

describe('a chase', () => {
  it('needs runs from balls, at a rate', () => {
    const chase = chaseOf({ ...innings, target: { runs: 174, overs: 20 } });
    assert.deepEqual(chase, { target: 174, runs: 24, balls: 18, rate: '8.00' });
    assert.equal(chase && chaseText('Lynx', chase), 'Lynx need 24 runs from 18 balls');
  });

  it('may be shortened in mid-over', () =>
    assert.deepEqual(chaseOf({ ...innings, target: { runs: 151, overs: 17.1 } }), {
      target: 151,
      runs: 1,
      balls: 1,
      rate: '6.00',
    }));

  it('has no rate without a limit of overs', () => {
    const chase = chaseOf({ ...innings, target: { runs: 151 } });
    assert.equal(chase && chaseText('Lynx', chase), 'Lynx need 1 run');
  });

  it('of a super over has six balls', () =>
    assert.equal(chaseOf({ runs: 3, balls: 2, overs: '0.2', superOver: true, target: { runs: 9 } })?.rate, '9.00'));

  it('is none without a target, and is over when it is reached or the balls are gone', () => {
    assert.equal(chaseOf(innings), null);
    assert.equal(chaseOf({ ...innings, target: { runs: 150, overs: 20 } }), null);
    assert.equal(chaseOf({ ...innings, target: { runs: 174, overs: 17 } }), null);
  });
});
