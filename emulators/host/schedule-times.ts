const MINUTE_MS = 60_000;
const UNIT_MINUTES = { minute: 1, hour: 60 } as const;
/** A date that comes once in four years comes within so many days. */
const LAST_DAY = 4 * 366;

/** When a job is due for the first time after a moment, both in ms since 1970. */
export type NextRun = (afterMs: number) => number;

/**
 * Reads what Cloud Scheduler takes: `every 5 minutes`, `every 1 hours`, or cron with five fields, in UTC. Of cron it knows numbers, lists, ranges,
 * steps and `*`; a day of the month and one of the week together mean either.
 *
 * @throws on anything else
 */
export function parseSchedule(schedule: string): NextRun {
  const every = /^every (\d+) (minute|hour)s?$/.exec(schedule);
  if (every) {
    const periodMs = Number(every[1]) * UNIT_MINUTES[every[2] as keyof typeof UNIT_MINUTES] * MINUTE_MS;
    if (periodMs > 0) return (afterMs) => afterMs + periodMs;
  }
  const fields = schedule.split(' ');
  if (fields.length !== 5) throw new Error(`The host cannot read the schedule "${schedule}".`);
  return cron(schedule, fields);
}

function cron(schedule: string, [minute = '', hour = '', day = '', month = '', weekday = '']: string[]): NextRun {
  const read = (text: string, from: number, to: number) => fieldOf(schedule, text, from, to);
  const [minutes, hours, days, months] = [read(minute, 0, 59), read(hour, 0, 23), read(day, 1, 31), read(month, 1, 12)];
  const weekdays = new Set([...read(weekday, 0, 7)].map((number) => number % 7));
  const isDay = (date: Date) => {
    const [ofMonth, ofWeek] = [days.has(date.getUTCDate()), weekdays.has(date.getUTCDay())];
    const isIn = day !== '*' && weekday !== '*' ? ofMonth || ofWeek : ofMonth && ofWeek;
    return isIn && months.has(date.getUTCMonth() + 1);
  };
  return (afterMs) => {
    const date = new Date(Math.floor(afterMs / MINUTE_MS + 1) * MINUTE_MS);
    for (let skipped = 0; skipped <= LAST_DAY;) {
      if (!isDay(date)) {
        date.setUTCHours(24, 0);
        skipped++;
      } else if (!hours.has(date.getUTCHours())) {
        // May be the next day.
        date.setUTCHours(date.getUTCHours() + 1, 0);
      } else if (!minutes.has(date.getUTCMinutes())) {
        date.setUTCMinutes(date.getUTCMinutes() + 1);
      } else return date.getTime();
    }
    throw new Error(`The schedule "${schedule}" is never due.`);
  };
}

function fieldOf(schedule: string, text: string, least: number, most: number): Set<number> {
  const numbers = new Set<number>();
  for (const part of text.split(',')) {
    const found = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    const from = Number(found?.[1] ?? least);
    const to = Number(found?.[2] ?? (found?.[1] === undefined || found[3] !== undefined ? most : from));
    const step = Number(found?.[3] ?? 1);
    if (!found || from < least || to > most || from > to || step < 1)
      throw new Error(`The host cannot read "${part}" in the schedule "${schedule}".`);
    for (let number = from; number <= to; number += step) numbers.add(number);
  }
  return numbers;
}
