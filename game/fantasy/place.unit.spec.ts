import assert from 'node:assert/strict';
import fc from 'fast-check';
import { firstUnit, linearUnit, placeText } from './place.ts';
import { anyTimeline, placesOf } from '../testing/fantasy.ts';

const period = (number: number, first: number, last: number) => ({ period: number, first, last });
const at = (number: number, unit: number) => ({ period: number, unit });

describe('places of a match', () => {
  it('periods start where the laws say', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5].map((number) => firstUnit('football', number)),
      [0, 45, 90, 105, 120],
    );
    assert.deepEqual([firstUnit('cricket', 1), firstUnit('cricket', 4)], [0, 0]);
  });

  it('play is counted without breaks', () =>
    fc.assert(
      fc.property(anyTimeline, (timeline) => {
        const places = placesOf(timeline);
        assert.deepEqual(
          places.map((place) => linearUnit(timeline.periods, place)),
          places.map((_, index) => index),
        );
      }),
    ));

  it('past the end of a period is the start of the next one, once that has begun', () => {
    const first = [period(1, 0, 46)];
    assert.equal(linearUnit(first, at(1, 47)), 47);
    assert.equal(linearUnit(first, at(1, 50)), 50);
    const both = [period(1, 0, 46), period(2, 45, 60)];
    assert.equal(linearUnit(both, at(1, 50)), linearUnit(both, at(2, 45)));
    assert.equal(linearUnit(both, at(2, 70)), 47 + 25);
  });

  it('a period that has no rows is where the ones before it end', () => {
    assert.equal(linearUnit([period(1, 0, 19), period(3, 0, 2)], at(2, 7)), 20);
    assert.equal(linearUnit([period(1, 0, 19)], at(2, 7)), 20);
    assert.equal(linearUnit([], at(2, 7)), 0);
  });

  for (const [sport, place, text] of [
    ['cricket', at(2, 6), 'innings 2, over 7'],
    ['football', at(1, 0), "1'"],
    ['football', at(1, 44), "45'"],
    ['football', at(1, 46), "45+2'"],
    ['football', at(2, 45), "46'"],
    ['football', at(2, 90), "90+1'"],
    ['football', at(3, 104), "105'"],
    ['football', at(4, 121), "120+2'"],
    ['football', at(5, 120), 'penalties'],
  ] as const) {
    it(`${sport}, period ${place.period}, unit ${place.unit} is ${text}`, () =>
      assert.equal(placeText(sport, place), text));
  }
});
