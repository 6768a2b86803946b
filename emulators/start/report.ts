import { writeFileSync } from 'node:fs';
import type { Firestore } from 'firebase-admin/firestore';
import type { MatchScript } from '@fanfold/replay/script';
import type { Figures } from './figures.ts';
import type { Latency } from './latency.ts';

/**
 * Writes the figures of a run: events, latencyMs and standingsMs (from before COMMIT to a listener of the scorecard and of the standings), fans,
 * writesPerEvent (documents of all services), errors.
 */
export async function writeReport(
  file: string,
  db: Firestore,
  scripts: readonly MatchScript[],
  { latency, standings, fans }: Pick<Figures, 'latency' | 'standings' | 'fans'>,
  errors: number,
): Promise<void> {
  const paths = scripts.flatMap(({ match: { id } }) => [
    `matches/${id}/state/scorecards`,
    `matches/${id}/state/fantasy`,
  ]);
  const states = await db.getAll(...paths.map((path) => db.doc(path)));
  const writes = states.reduce((sum, state) => sum + ((state.get('writes') as number | undefined) ?? 0), 0);
  const times = (of: Latency) => {
    const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => of.quantile(q));
    return { p50, p95, p99 };
  };
  const report = {
    events: latency.events,
    latencyMs: times(latency),
    standingsMs: times(standings),
    fans,
    writesPerEvent: Math.round((100 * writes) / Math.max(1, latency.events)) / 100,
    errors,
  };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}
