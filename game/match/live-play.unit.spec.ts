import assert from 'node:assert/strict';
import { eventRow } from './event-row.ts';
import { hasPlay, isPlay } from './live-play.ts';
import type { EventKind } from './rows.ts';

const row = (kind: EventKind, period = 1) => eventRow({ id: 'e', matchId: 'm', period, ord: 1, kind });
const [cricket, football] = [{ sport: 'cricket' }, { sport: 'football' }] as const;

describe('a unit of play', () => {
  it('is a delivery in cricket, and not the row that opens the innings', () => {
    const kinds = ['innings', 'delivery', 'penalty'] as const;
    assert.deepEqual(
      kinds.map((kind) => isPlay(cricket, row(kind))),
      [false, true, false],
    );
  });

  it('is the kick-off in football and all that follows it, and not what happens in the tunnel', () => {
    const kinds = ['substitution', 'misconduct', 'periodStart', 'pass', 'shot'] as const;
    assert.deepEqual(
      kinds.map((kind) => isPlay(football, row(kind))),
      [false, false, true, true, true],
    );
    assert.equal(isPlay(football, row('pass', 0)), false);
  });

  it('is looked for in all rows', () => {
    assert.equal(hasPlay(cricket, [row('innings')]), false);
    assert.equal(hasPlay(cricket, [row('innings'), row('delivery')]), true);
  });
});
