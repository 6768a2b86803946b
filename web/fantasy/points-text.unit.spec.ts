import assert from 'node:assert/strict';
import { codeText, countText, creditsText, gainText, pointsText, timesText, topShare } from './points-text.ts';

describe('points as printed', () => {
  it('shows hundredths as points', () => {
    assert.equal(pointsText(120_450), '1,204.5');
    assert.equal(pointsText(0), '0');
    assert.equal(pointsText(-300), '-3');
    assert.equal(gainText(800), '+8');
    assert.equal(gainText(-200), '-2');
  });
  it('shows ranks, credits and multipliers', () => {
    assert.equal(countText(12_431), '12,431');
    assert.equal(topShare(1, 100_000), 'top 1 %');
    assert.equal(topShare(12_431, 100_000), 'top 13 %');
    assert.equal(creditsText(85), '8.5');
    assert.equal(timesText(1.5), '1.5x');
    assert.equal(timesText(1), '');
    assert.equal(codeText('Z75W2TVGG7'), 'Z75W2-TVGG7');
  });
});
