import { writeFileSync } from 'node:fs';
import type { Firestore } from 'firebase-admin/firestore';
import type { MatchScript } from '../replay/script.ts';
import type { Latency } from './latency.ts';

/** Writes the figures of a run: events, latencyMs (from before COMMIT to a listener), writesPerEvent (documents), errors. */
export async function writeReport(
  file: string,
  db: Firestore,
  scripts: readonly MatchScript[],
  latency: Latency,
  errors: number,
): Promise<void> {
  const states = await Promise.all(scripts.map(({ match }) => db.doc(`matches/${match.id}/state/scorecards`).get()));
  const writes = states.reduce((sum, state) => sum + ((state.get('writes') as number | undefined) ?? 0), 0);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => latency.quantile(q));
  const writesPerEvent = Math.round((100 * writes) / Math.max(1, latency.events)) / 100;
  const report = { events: latency.events, latencyMs: { p50, p95, p99 }, writesPerEvent, errors };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}
