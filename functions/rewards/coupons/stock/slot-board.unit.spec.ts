import assert from 'node:assert/strict';
import { SlotBoard } from './slot-board.ts';

describe('the board of slots', () => {
  const board = () => {
    const made = new SlotBoard(() => 0.5);
    made.learn('c', ['a', 'b', 'd']);
    return made;
  };

  it('begins with each slot in turn', () => {
    const slots = board();
    const inOrder = Array.from({ length: 4 }, () => slots.next('c'));
    assert.deepEqual(inOrder, [
      ['a', 'b', 'd'],
      ['b', 'd', 'a'],
      ['d', 'a', 'b'],
      ['a', 'b', 'd'],
    ]);
  });

  it('tries those last that were dry', () => {
    const slots = board();
    slots.note('c', 'a', true);
    assert.deepEqual(slots.next('c'), ['b', 'd', 'a']);
    assert.deepEqual(slots.next('c'), ['d', 'b', 'a']);
    slots.note('c', 'a', false);
    assert.equal(slots.next('c')[0], 'a');
  });

  it('draws another order for slots that were added, and keeps its turns for those it knows', () => {
    let drawn = 0;
    const slots = new SlotBoard(() => -drawn++);
    slots.learn('c', ['a', 'b']);
    assert.deepEqual(slots.next('c'), ['b', 'a']);
    slots.learn('c', ['a', 'b']);
    assert.deepEqual(slots.next('c'), ['a', 'b']);
    slots.learn('c', ['a', 'b', 'd']);
    assert.deepEqual(slots.next('c'), ['d', 'b', 'a']);
    slots.learn('c', []);
    assert.deepEqual(slots.next('c'), []);
  });

  it('knows nothing of a campaign that it has not learnt of', () => {
    assert.deepEqual(board().next('other'), []);
  });

  it('forgets the campaigns that were not tried for longest, so that it knows 100,000 slots at most', () => {
    const slots = new SlotBoard();
    const names = Array.from({ length: 3_200 }, (_, n) => `slot-${n}`);
    for (let n = 0; n < 100; n++) {
      slots.learn(`campaign-${n}`, names);
      for (const name of names) slots.note(`campaign-${n}`, name, true);
      slots.next('hot');
      slots.learn('hot', ['a']);
    }
    assert.deepEqual(slots.next('hot'), ['a']);
    const known = Array.from({ length: 100 }, (_, n) => slots.next(`campaign-${99 - n}`).length);
    assert.deepEqual(
      known.map((length) => length > 0),
      known.map((_, n) => n < Math.floor(100_000 / 3_200)),
    );
  });

  it('knows of no slot that it has not learnt whether it is dry', () => {
    const slots = board();
    slots.note('c', 'other', true);
    slots.learn('c', ['other', 'a']);
    assert.deepEqual(slots.next('c'), ['other', 'a']);
  });
});
