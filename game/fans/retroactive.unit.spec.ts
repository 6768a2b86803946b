import assert from 'node:assert/strict';
import { FanInMemory, did, done, rulesOf } from '../testing/fans.ts';
import {
  FanCalendar,
  type FanRules,
  decodeMonth,
  decodeSummaries,
  encodeSummaries,
  monthsToRead,
  retroactive,
  summaryOfMonth,
} from './index.ts';

const ACHIEVEMENT = { title: 'New', tiers: [{ when: { counter: 'new', atLeast: 2 }, coins: 7 }] };
const old = rulesOf({ counters: { watched: { count: ['watched'] } } });
const lived = () =>
  new FanInMemory(old).given(
    done(did('watched', '2026-04-01T10:00Z', { subject: 'm1' })),
    done(did('watched', '2026-05-30T23:00Z', { subject: 'm1' })),
    done(did('watched', '2026-06-01T01:00Z', { subject: 'm2', amount: 40 })),
    done(did('scored', '2026-03-01T01:00Z', { amount: 40 })),
    done(did('sang', '2026-02-01T01:00Z')),
  );

function ask(fan: FanInMemory, rules: FanRules) {
  return retroactive(fan.profile, decodeSummaries(fan.summaries), new FanCalendar(fan.zones), rules, fan.now);
}

describe('new rules for old lives', () => {
  it('award at once what summaries suffice for', () => {
    for (const counter of [{ count: ['watched'] }, { sum: ['watched', 'scored'] }, { max: ['scored'] }]) {
      const rules = rulesOf({
        counters: { new: counter },
        xp: { scored: { each: 1 } },
        achievements: { new: ACHIEVEMENT },
      });
      const result = ask(lived(), rules);
      assert.ok(result.is === 'folded');
      assert.deepEqual(
        result.events.map(({ is }) => is),
        ['tierAwarded'],
      );
      assert.equal(result.profile.xp, 1);
    }
  });

  it('say which months are to be read: those that may have what was not asked for before', () => {
    const months = (rules: Parameters<typeof rulesOf>[0]) => {
      const result = ask(lived(), rulesOf(rules));
      return result.is === 'mustRead' ? result.months : [];
    };
    const withMatches = { counters: { new: { distinct: ['watched'] } }, achievements: { new: ACHIEVEMENT } };
    assert.deepEqual(months(withMatches), ['2026-04', '2026-05', '2026-06']);
    assert.deepEqual(months({ kinds: { sang: 'sang' } }), ['2026-02']);
    const burst = { within: { hours: 26 }, of: { counter: 'scores', atLeast: 2 } };
    const achievements = { new: { title: 'New', tiers: [{ when: burst }] } };
    assert.deepEqual(months({ counters: { scores: { count: ['scored'] } }, achievements }), ['2026-03']);
  });

  it('award the rest once those months are summarised anew', () => {
    const fan = lived();
    const rules = rulesOf({ counters: { new: { distinct: ['watched'] } }, achievements: { new: ACHIEVEMENT } });
    const summaries = decodeSummaries(fan.summaries);
    for (const month of monthsToRead(summaries, rules)) {
      const stored = decodeMonth(month, fan.months.get(month) ?? assert.fail());
      summaries.set(month, summaryOfMonth(stored, new FanCalendar(fan.zones), rules));
    }
    fan.summaries = encodeSummaries(summaries);
    assert.deepEqual(decodeSummaries(fan.summaries), summaries);
    const result = ask(fan, rules);
    assert.ok(result.is === 'folded');
    assert.deepEqual(result.events, [{ is: 'tierAwarded', achievement: 'new', tier: 0, on: '2026-06-01', coins: 7 }]);
    const again = retroactive(result.profile, summaries, new FanCalendar(fan.zones), rules, fan.now);
    assert.deepEqual(again.is === 'folded' && again.events, []);
  });
});
