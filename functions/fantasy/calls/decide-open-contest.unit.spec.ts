import {
  type ContestTerms,
  DEFAULT_PRIZES,
  FOOTBALL_RULES,
  FOOTBALL_SCORING,
  T20_RULES,
  T20_SCORING,
} from '@fanfold/game/fantasy';
import assert from 'node:assert/strict';
import { assertRefusal } from '../testing/refusals.ts';
import { type OpenFacts, decideOpenContest } from './decide-open-contest.ts';

const terms: ContestTerms = { name: 'Cup', rules: T20_RULES, scoring: T20_SCORING, prizes: DEFAULT_PRIZES };
const none: OpenFacts = {
  match: { sport: 'cricket' },
  contest: undefined,
  terms: undefined,
  isOfOtherMatch: false,
  isEntered: false,
};
const document = { matchId: 'm', ...terms };
const refuse = (set: Partial<OpenFacts>, code: string) =>
  assertRefusal(() => decideOpenContest({ ...none, ...set }, 'm', terms), code);
const codesOf = ({ problems }: Record<string, unknown>) => (problems as { code: string }[]).map(({ code }) => code);

describe('deciding on the terms of a contest', () => {
  it('opens a contest, and sets other terms of one that nobody has entered', () => {
    assert.deepEqual(decideOpenContest(none, 'm', terms), document);
    const known = { ...none, contest: { matchId: 'm', isLocked: false }, terms: { ...document, name: 'Old' } };
    assert.deepEqual(decideOpenContest(known, 'm', terms), document);
  });

  it('has nothing to do for terms that stand, even when the contest is in use', () => {
    const stand = { ...none, terms: document, isEntered: true, contest: { matchId: 'm', isLocked: true } };
    assert.equal(decideOpenContest(stand, 'm', terms), null);
  });

  it('refuses a match that is not there, and points of another sport', () => {
    refuse({ match: undefined }, 'matchNotFound');
    assert.deepEqual(codesOf(refuse({ match: { sport: 'football' } }, 'invalidTerms')), ['wrongSport']);
  });

  it('refuses terms that no contest can have, each with its problem', () => {
    const bad = { ...terms, rules: { ...T20_RULES, captain: 1.3, budget: -1 } };
    const details = assertRefusal(() => decideOpenContest(none, 'm', bad), 'invalidTerms');
    assert.deepEqual(codesOf(details), ['badLimit', 'badMultiplier']);
    const football = { ...terms, rules: FOOTBALL_RULES, scoring: FOOTBALL_SCORING };
    assert.deepEqual(
      decideOpenContest({ ...none, match: { sport: 'football' } }, 'm', football)?.rules,
      FOOTBALL_RULES,
    );
  });

  it('refuses a contest that is of another match, entered, or has begun', () => {
    refuse({ isOfOtherMatch: true }, 'contestInUse');
    refuse({ contest: { matchId: 'other', isLocked: false } }, 'contestInUse');
    refuse({ terms: { ...document, matchId: 'other' } }, 'contestInUse');
    refuse({ isEntered: true }, 'contestInUse');
    refuse({ contest: { matchId: 'm', isLocked: true } }, 'contestInUse');
  });
});
