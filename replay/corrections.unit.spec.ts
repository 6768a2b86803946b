import assert from 'node:assert/strict';
import { type EventRow, compareEvents, foldMatch } from '@fanfold/game/match';
import { planCorrections } from './corrections.ts';
import { demoCricket } from './demo-cricket.ts';
import { demoFootball } from './demo-football.ts';
import type { MatchScript } from './script.ts';

const rowsOf = ({ steps }: MatchScript) => steps.flatMap(({ events }) => events).sort(compareEvents);
const closingOf = ({ steps }: MatchScript) => steps.at(-1)?.match;

function viewOf(script: MatchScript, events: EventRow[], eventCount: number) {
  return foldMatch({ match: { ...script.match, ...closingOf(script), eventCount }, squads: script.squads, events });
}

for (const script of [demoCricket(), demoFootball()]) {
  describe(`corrections of ${script.match.id}`, () => {
    const { corrections, corrected } = planCorrections(script);

    it('inserts, edits, moves and deletes', () => {
      assert.equal(corrections.length, 5);
      assert.ok(corrections.some(({ insert }) => insert.length > 0));
      assert.ok(corrections.some(({ remove }) => remove.length > 0));
      assert.ok(corrections.some(({ update }) => update.length === 2));
    });

    it('change what fans see, each of them, and end in the match that was right from the start', () => {
      const rows = new Map(rowsOf(script).map((event) => [event.id, event]));
      let before = JSON.stringify(viewOf(script, [...rows.values()], rows.size));
      for (const { reason, insert, update, remove, eventCount } of corrections) {
        for (const event of [...insert, ...update]) rows.set(event.id, event);
        for (const id of remove) rows.delete(id);
        assert.equal(rows.size, eventCount, reason);
        const after = JSON.stringify(viewOf(script, [...rows.values()], eventCount));
        assert.notEqual(after, before, reason);
        before = after;
      }
      assert.deepEqual([...rows.values()].sort(compareEvents), rowsOf(corrected));
      assert.equal(closingOf(corrected)?.eventCount, rows.size);
      assert.equal(before, JSON.stringify(viewOf(corrected, rowsOf(corrected), rows.size)));
    });

    it('are the same every time', () => {
      assert.deepEqual(planCorrections(script), { corrections, corrected });
    });
  });
}
