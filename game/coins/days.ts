/** A calendar day of UTC, `2026-06-01`: days sort as texts. */
export type Day = string;

const DAY_MS = 86_400_000;

export function dayOf(time: Date): Day {
  return time.toISOString().slice(0, 10);
}

/** The day so many days after another. Days of UTC all have 24 hours. */
export function dayAfter(day: Day, days: number): Day {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS));
}
