import assert from 'node:assert/strict';
import { eventRow } from './event-row.ts';
import { foldMatch } from './fold.ts';
import { liveDigest } from './live-digest.ts';
import type { EventRow, Sport } from './rows.ts';
import { matchRow } from '../testing/match.ts';
import type { MatchView } from './view.ts';

const row = (ord: number, set: Partial<EventRow> & Pick<EventRow, 'kind'>) =>
  eventRow({ id: `e${ord}`, matchId: 'm', period: 1, ord, teamId: 'H', playerId: 'p', minute: ord, second: 0, ...set });
const viewOf = (sport: Sport, events: EventRow[]) =>
  foldMatch({ match: matchRow({ sport }), squads: [], events }) as MatchView;
const digestOf = (sport: Sport, events: EventRow[]) => liveDigest(viewOf(sport, events));

describe('the live digest', () => {
  const kickOff = [row(0, { kind: 'periodStart' }), row(1, { kind: 'pass' })];

  it('stays with a pass, and changes with what fans talk about', () => {
    const before = digestOf('football', kickOff);
    assert.equal(digestOf('football', [...kickOff, row(7, { kind: 'pass', teamId: 'A' })]), before);
    const deeds: (Partial<EventRow> & Pick<EventRow, 'kind'>)[] = [
      { kind: 'shot', outcome: 'goal' },
      { kind: 'shot', outcome: 'saved' },
      { kind: 'foul', card: 'red' },
      { kind: 'substitution', partnerId: 'q' },
    ];
    for (const deed of deeds) assert.notEqual(digestOf('football', [...kickOff, row(7, deed)]), before, deed.kind);
  });

  it('changes with every ball in cricket', () => {
    const ball = (ord: number) => row(ord, { kind: 'delivery', over: 0, runs: 0 });
    assert.notEqual(digestOf('cricket', [ball(1), ball(2)]), digestOf('cricket', [ball(1)]));
  });
});

describe('the header of a football match', () => {
  it('stays with a pass within the same minute', () => {
    const before = [row(0, { kind: 'periodStart' }), row(1, { kind: 'pass' })];
    const after = [...before, row(2, { kind: 'pass', minute: 1, second: 40 })];
    assert.deepEqual(viewOf('football', after).header, viewOf('football', before).header);
    assert.notDeepEqual(viewOf('football', after).scorecard, viewOf('football', before).scorecard);
  });
});
