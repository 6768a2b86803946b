import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayNumber, dayText } from './day.ts';
import { FanCalendar } from './fan-calendar.ts';
import { fanDays } from './fan-days.ts';
import { dateAt } from './zone-days.ts';
import { type ZoneHistory, changeZone, startingIn } from './zones.ts';

const HOUR = 3_600_000;
const at = (time: string) => Date.parse(time);
const day = (zones: ZoneHistory, time: string) => dayText(new FanCalendar(zones).dayAt(at(time)));
/** Zones by the instant since when they hold. */
const lived = (first: string, changes: Record<string, string> = {}): ZoneHistory => [
  ...startingIn(first),
  ...Object.entries(changes).map(([time, zone]) => ({ zone, from: at(time) })),
];
/** Starts and dates of the days of a stretch. */
const daysOf = (zones: ZoneHistory, from: string, to: string) =>
  fanDays(zones, at(from), at(to)).map(({ day: date, start }) => [
    dayText(date).slice(5),
    new Date(start).toISOString().slice(5, 16),
  ]);

describe('days of a fan in one zone', () => {
  it('last 23 and 25 hours in New York when clocks change', () => {
    const zones = lived('America/New_York');
    assert.deepEqual(daysOf(zones, '2026-03-08T12:00Z', '2026-03-09T12:00Z'), [
      ['03-08', '03-08T05:00'],
      ['03-09', '03-09T04:00'],
    ]);
    assert.deepEqual(daysOf(zones, '2026-11-01T12:00Z', '2026-11-02T12:00Z'), [
      ['11-01', '11-01T04:00'],
      ['11-02', '11-02T05:00'],
    ]);
  });

  it('last 24 hours and a half on Lord Howe Island', () => {
    assert.deepEqual(daysOf(lived('Australia/Lord_Howe'), '2026-04-05T00:00Z', '2026-04-06T00:00Z'), [
      ['04-05', '04-04T13:00'],
      ['04-06', '04-05T13:30'],
    ]);
  });

  it('begin at 01:00 in Beirut and Santiago when midnight does not exist', () => {
    assert.deepEqual(daysOf(lived('Asia/Beirut'), '2026-03-28T20:00Z', '2026-03-29T22:00Z'), [
      ['03-28', '03-27T22:00'],
      ['03-29', '03-28T22:00'],
      ['03-30', '03-29T21:00'],
    ]);
    assert.equal(day(lived('America/Santiago'), '2026-09-06T03:59:59.999Z'), '2026-09-05');
    assert.equal(day(lived('America/Santiago'), '2026-09-06T04:00Z'), '2026-09-06');
  });

  it('leave out the dates that Samoa and Kiritimati have skipped', () => {
    const apia = lived('Pacific/Apia');
    assert.deepEqual(daysOf(apia, '2011-12-29T12:00Z', '2011-12-31T12:00Z'), [
      ['12-29', '12-29T10:00'],
      ['12-31', '12-30T10:00'],
      ['01-01', '12-31T10:00'],
    ]);
    assert.deepEqual(new FanCalendar(apia).skippedIn('2011-12').map(dayText), ['2011-12-30']);
    assert.deepEqual(new FanCalendar(lived('Pacific/Kiritimati')).skippedIn('1994-12').map(dayText), ['1994-12-31']);
  });

  it('say when the next one begins', () => {
    const calendar = new FanCalendar(lived('Asia/Beirut'));
    assert.equal(calendar.nextDayStart(at('2026-03-28T21:59Z')), at('2026-03-28T22:00Z'));
    assert.equal(calendar.nextDayStart(at('2026-03-28T22:00Z')), at('2026-03-29T21:00Z'));
  });
});

describe('days of a fan who travels', () => {
  it('are both lived on a flight from New York to London in the evening', () => {
    const zones = lived('America/New_York', { '2026-06-11T00:00Z': 'Europe/London' });
    assert.equal(day(zones, '2026-06-10T23:59Z'), '2026-06-10');
    assert.equal(day(zones, '2026-06-11T00:00Z'), '2026-06-11');
    assert.equal(day(zones, '2026-06-11T23:00Z'), '2026-06-12');
  });

  it('go on under their date on a flight back over midnight', () => {
    const zones = lived('Europe/London', { '2026-06-10T01:00Z': 'America/New_York' });
    assert.equal(day(zones, '2026-06-10T00:59Z'), '2026-06-10');
    assert.equal(day(zones, '2026-06-10T01:00Z'), '2026-06-10');
    assert.equal(day(zones, '2026-06-11T03:59Z'), '2026-06-10');
    assert.equal(day(zones, '2026-06-11T04:00Z'), '2026-06-11');
  });

  it('skip the date that a flight from Los Angeles to Auckland has left out', () => {
    for (const change of ['2026-06-11T05:00Z', '2026-06-11T12:00Z', '2026-06-11T17:00Z']) {
      const zones = lived('America/Los_Angeles', { [change]: 'Pacific/Auckland' });
      const days = fanDays(zones, at('2026-06-10T12:00Z'), at('2026-06-13T12:00Z'));
      for (const [n, { start }] of days.entries()) if (n > 0) assert.ok(start - (days[n - 1]?.start ?? 0) >= 12 * HOUR);
      assert.equal(days.length, 3, JSON.stringify(days));
    }
  });

  it('are one and not two when the date line is crossed, there and back', () => {
    const zones = lived('Pacific/Pago_Pago', {
      '2026-06-10T00:00Z': 'Pacific/Apia',
      '2026-06-10T01:00Z': 'Pacific/Pago_Pago',
      '2026-06-10T02:00Z': 'Pacific/Apia',
    });
    for (let hour = 11; hour < 35; hour++)
      assert.equal(dayText(new FanCalendar(zones).dayAt(at('2026-06-09T00:00Z') + hour * HOUR)), '2026-06-09');
    assert.equal(day(zones, '2026-06-10T11:00Z'), '2026-06-11');
  });

  it('do not come again for a fan who goes back to the day that they missed', () => {
    const zones = lived('Pacific/Apia', { '2026-06-10T00:00Z': 'Pacific/Pago_Pago' });
    assert.equal(day(zones, '2026-06-09T23:59Z'), '2026-06-10');
    assert.equal(day(zones, '2026-06-10T00:00Z'), '2026-06-10');
    assert.equal(day(zones, '2026-06-11T10:59Z'), '2026-06-10');
    assert.equal(day(zones, '2026-06-11T11:00Z'), '2026-06-11');
  });

  it('are two and not three for who says three zones within minutes', () => {
    const zones = lived('Pacific/Pago_Pago', {
      '2026-06-10T10:58Z': 'Europe/Lisbon',
      '2026-06-10T10:59Z': 'Pacific/Apia',
    });
    const dates = ['2026-06-10T10:57Z', '2026-06-10T10:58Z', '2026-06-10T11:00Z'].map((time) => day(zones, time));
    assert.equal(new Set(dates).size, 2);
  });
});

const ZONES = [
  'UTC',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Beirut',
  'America/Santiago',
  'Pacific/Apia',
  'Pacific/Pago_Pago',
  'Pacific/Kiritimati',
  'Asia/Kolkata',
];
const start = at('2011-11-20T00:00Z');
const journey = fc
  .tuple(
    fc.constantFrom(...ZONES),
    fc.array(fc.tuple(fc.constantFrom(...ZONES), fc.integer({ min: 1, max: 200 * 60 })), { maxLength: 12 }),
  )
  .map(([first, steps]) => {
    let zones = startingIn(first);
    let now = start;
    for (const [zone, minutes] of steps) {
      now += minutes * 60_000;
      const decision = changeZone(zones, zone, now);
      if (decision.is === 'changed') zones = decision.zones;
    }
    return zones;
  });
const END = start + 110 * 24 * HOUR;

/** The zone a fan is in, by looking through all of them. */
const zoneAt = (zones: ZoneHistory, instant: number) =>
  zones.findLast(({ from }, n) => n === 0 || from <= instant)?.zone ?? '';

describe('days of any journey', () => {
  it('go up, and are each 12 hours long at least', () => {
    fc.assert(
      fc.property(journey, (zones) => {
        const days = fanDays(zones, start, END);
        for (const [n, next] of days.slice(1).entries()) {
          const before = days[n];
          assert.ok(before && next.day > before.day && next.start - before.start >= 12 * HOUR);
        }
      }),
    );
  });

  it('are never more than the days that have passed, and two', () => {
    fc.assert(
      fc.property(journey, (zones) => {
        const days = fanDays(zones, start, END);
        for (const [n, from] of days.entries())
          for (const [more, to] of days.slice(n).entries())
            assert.ok(more + 1 <= (to.start - from.start) / (24 * HOUR) + 2.1);
      }),
    );
  });

  it('do not move when the zone changes later', () => {
    fc.assert(
      fc.property(journey, fc.constantFrom(...ZONES), (zones, zone) => {
        const from = (zones.at(-1)?.from ?? 0) + 40 * HOUR;
        const longer = [...zones, { zone, from }];
        const until = Math.max(start, from);
        assert.deepEqual(
          fanDays(longer, start, until).filter((d) => d.start < from),
          fanDays(zones, start, until).filter((d) => d.start < from),
        );
      }),
    );
  });

  it('each have a date of their own on the clock where the fan is, so that who acts on every date of every place has acted on every day', () => {
    fc.assert(
      fc.property(journey, (zones) => {
        const days = fanDays(zones, start, END);
        for (const { day: date, start: begin } of days.slice(1))
          assert.equal(dateAt(zoneAt(zones, begin), begin), date);
        const calendar = new FanCalendar(zones);
        let clock = '';
        const actedOn = new Set<number>();
        for (let now = start; now < END; now += HOUR / 2) {
          const shown = `${zones.findLastIndex(({ from }) => from <= now)} ${dateAt(zoneAt(zones, now), now)}`;
          if (shown !== clock) actedOn.add(calendar.dayAt(now));
          clock = shown;
        }
        assert.deepEqual(
          [...actedOn],
          fanDays(zones, start, END).map((d) => d.day),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('are the same whether a month or a year is asked for', () => {
    fc.assert(
      fc.property(journey, fc.integer({ min: 0, max: 100 * 24 }), (zones, hour) => {
        const now = start + hour * HOUR;
        const all = fanDays(zones, start - 40 * 24 * HOUR, END);
        const expected = all.filter((d, n) => (all[n + 1]?.start ?? Infinity) > now && d.start < now + 24 * HOUR);
        assert.deepEqual(fanDays(zones, now, now + 24 * HOUR), expected);
      }),
    );
  });
});

describe('changing the zone', () => {
  it('takes names of zones only, later ones only, and so many in a year', () => {
    const zones = startingIn('UTC');
    const code = (zone: string, time: number, history = zones) => {
      const decision = changeZone(history, zone, time);
      return decision.is === 'refused' ? decision.code : decision.is;
    };
    for (const zone of ['Mars/Base', '+05:30', '', 'x'.repeat(65)]) assert.equal(code(zone, start), 'unknownZone');
    assert.equal(code('UTC', start), 'unchanged');
    assert.equal(code('Asia/Kolkata', start), 'changed');
    const flown = lived('UTC', { '2026-01-01T00:00Z': 'Asia/Kolkata' });
    assert.equal(code('UTC', at('2026-01-01T00:00Z'), flown), 'notLater');
    let crew: ZoneHistory = zones;
    for (let n = 1; n <= 100; n++) crew = [...crew, { zone: ZONES[n % 2] ?? '', from: start + n * HOUR }];
    assert.equal(code('Asia/Kolkata', start + 200 * HOUR, crew), 'tooManyChanges');
    assert.equal(code('Asia/Kolkata', start + 400 * 24 * HOUR, crew), 'changed');
  });

  it('counts days from 1970, and weeks from Monday', () => {
    assert.equal(dayNumber('1970-01-02'), 1);
    assert.equal(dayText(dayNumber('2026-06-01')), '2026-06-01');
  });
});
