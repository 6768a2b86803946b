import type { Activity } from '@fanfold/game/fans';
import type { RowStep } from '../../functions/fans/testing/fans-in-memory.ts';

/** The clock of those who fold them. */
export const NOW = new Date('2026-06-15T12:00:00Z');

const KINDS = ['watched', 'predicted', 'won', 'entered', 'fantasy.hundredPoints', 'fantasy.finished', 'nobodyKnowsIt'];
const DAY_MS = 86_400_000;
const DAYS = 75;

export interface RandomActivities {
  /** In the order of their versions. */
  steps: RowStep[];
  /** What is left in the end, by fan. */
  live: Map<string, Activity[]>;
}

/** Rows of fans: one in four is edited, also to another month or fan, and one in eight is deleted. */
export function randomActivities(rows: number, fans: number, random: () => number): RandomActivities {
  const below = (n: number) => Math.floor(random() * n);
  const steps: RowStep[] = [];
  const live = new Map<string, Activity[]>();
  let version = 0;
  for (let n = 0; n < rows; n++) {
    const write = () => {
      const kind = KINDS[below(KINDS.length)] ?? '';
      const at = NOW.getTime() - below(DAYS * DAY_MS);
      const activity: Activity = { id: `a${n}`, kind, at, subject: `m${below(9)}` };
      return { uid: `fan${below(fans)}`, activity };
    };
    let row = write();
    steps.push({ uid: row.uid, version: ++version, before: null, after: row.activity });
    for (let edits = below(4) === 0 ? 1 + below(2) : 0; edits > 0; edits--) {
      const before = row;
      row = { ...write(), ...(below(2) === 0 && { uid: before.uid }) };
      steps.push({ uid: row.uid, from: before.uid, version: ++version, before: before.activity, after: row.activity });
    }
    if (below(8) === 0) steps.push({ uid: row.uid, version: ++version, before: row.activity, after: null });
    else live.set(row.uid, [...(live.get(row.uid) ?? []), row.activity]);
  }
  return { steps, live };
}

/** In any order. */
export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const all = [...list];
  for (let at = all.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [all[at], all[other]] = [all[other] as T, all[at] as T];
  }
  return all;
}
