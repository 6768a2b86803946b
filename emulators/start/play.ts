import type { Firestore } from 'firebase-admin/firestore';
import { type CorrectionPlan, planCorrections } from '../replay/corrections.ts';
import { playCorrections } from '../replay/play-corrections.ts';
import { playMatches } from '../replay/play.ts';
import type { MatchScript } from '../replay/script.ts';
import { Figures } from './figures.ts';
import type { Latency } from './latency.ts';
import type { StartOptions } from './options.ts';
import { untilShown } from './shown.ts';

/** A match that does not move for so long, with all its rows entered, will not. */
const STALL_SECONDS = 60;

/** Plays matches to their end, and waits until fans are shown what was entered. `mysqlUrl` has the database as its path. */
export async function playToTheEnd(
  db: Firestore,
  mysqlUrl: string,
  scripts: readonly MatchScript[],
  { speed, corrections }: Pick<StartOptions, 'speed' | 'corrections'>,
  signal: AbortSignal,
): Promise<Latency> {
  const figures = new Figures(
    scripts.reduce((sum, { steps }) => sum + steps.flatMap(({ events }) => events).length, 0),
  );
  const { latency } = figures;
  const listening = scripts.map(({ match: { id } }) =>
    db
      .doc(`matches/${id}/live/scorecard`)
      .onSnapshot((snapshot) => latency.seen(id, (snapshot.get('seq') as number | undefined) ?? 0)),
  );
  figures.listeners = listening.length;
  figures.start();
  try {
    await playMatches(scripts, { mysqlUrl, speed, signal, onCommit: (id, events) => latency.committed(id, events) });
    await Promise.all(scripts.map((script) => untilShown(db, script, STALL_SECONDS)));
    await latency.untilAllSeen();
  } finally {
    figures.stop();
    for (const stop of listening) stop();
  }
  await showResults(db, scripts);
  if (corrections) await correct(db, mysqlUrl, scripts.map(planCorrections));
  return latency;
}

async function correct(db: Firestore, mysqlUrl: string, plans: readonly CorrectionPlan[]): Promise<void> {
  for (const { corrections, corrected } of plans) {
    const { match } = corrected;
    for (const { reason } of corrections)
      process.stdout.write(`correction of ${match.homeName} v ${match.awayName}: ${reason}\n`);
    await playCorrections(mysqlUrl, match.id, corrections);
    await untilShown(db, corrected, STALL_SECONDS);
  }
  await showResults(
    db,
    plans.map(({ corrected }) => corrected),
  );
}

async function showResults(db: Firestore, scripts: readonly MatchScript[]): Promise<void> {
  for (const { match } of scripts) {
    const header = await db.doc(`matches/${match.id}`).get();
    process.stdout.write(`${match.homeName} v ${match.awayName}: ${String(header.get('result'))}\n`);
  }
}
