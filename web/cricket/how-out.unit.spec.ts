import assert from 'node:assert/strict';
import { dismissalText } from '@fanfold/game/cricket';

describe('how out, as the batting card shows it', () => {
  for (const [out, text] of [
    [null, 'not out'],
    [{ kind: 'bowled', bowler: 'Ember', fielders: [] }, 'b Ember'],
    [{ kind: 'caught', bowler: 'Ember', fielders: ['Drey'] }, 'c Drey b Ember'],
    [{ kind: 'caughtAndBowled', bowler: 'Ember', fielders: ['Ember'] }, 'c & b Ember'],
    [{ kind: 'lbw', bowler: 'Ember', fielders: [] }, 'lbw b Ember'],
    [{ kind: 'stumped', bowler: 'Slate', fielders: ['Arkan'] }, 'st Arkan b Slate'],
    [{ kind: 'runOut', fielders: ['Drey', 'Arkan'] }, 'run out (Drey/Arkan)'],
    [{ kind: 'runOut', fielders: [] }, 'run out'],
    [{ kind: 'hitWicket', bowler: 'Slate', fielders: [] }, 'hit wicket b Slate'],
    [{ kind: 'retiredHurt', fielders: [] }, 'retired hurt'],
  ] as const) {
    it(text, () => assert.equal(dismissalText({ out: out && { ...out, fielders: [...out.fielders] } }), text));
  }
});
