import assert from 'node:assert/strict';
import { FOR_ALL, type Eligibility, type FanFacts, unmetConditions } from './eligibility.ts';

const NOBODY: FanFacts = { level: 0, achievements: [], segments: [], region: null, ageConfirmed: false };

describe('eligibility', () => {
  it('asks for nothing that it does not name', () => {
    assert.deepEqual(unmetConditions(FOR_ALL, NOBODY), []);
  });

  it('names every condition that a fan does not meet', () => {
    const strict: Eligibility = {
      level: 5,
      achievement: 'century',
      segments: ['season', 'vip'],
      regions: ['LK', 'IN'],
      ageConfirmed: true,
    };
    const fan: FanFacts = { level: 5, achievements: ['century'], segments: ['vip'], region: 'IN', ageConfirmed: true };
    assert.deepEqual(unmetConditions(strict, fan), []);
    assert.deepEqual(unmetConditions(strict, NOBODY), ['level', 'achievement', 'segments', 'regions', 'ageConfirmed']);
    const lacking: [Partial<FanFacts>, keyof Eligibility][] = [
      [{ level: 4 }, 'level'],
      [{ achievements: ['fifty'] }, 'achievement'],
      [{ segments: ['new'] }, 'segments'],
      [{ region: 'GB' }, 'regions'],
      [{ region: null }, 'regions'],
      [{ ageConfirmed: false }, 'ageConfirmed'],
    ];
    for (const [lack, condition] of lacking)
      assert.deepEqual(unmetConditions(strict, { ...fan, ...lack }), [condition]);
  });
});
