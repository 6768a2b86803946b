import { setTimeout as pause } from 'node:timers/promises';
import type { Firestore } from 'firebase-admin/firestore';
import { createConnection } from 'mysql2/promise';
import { type CorrectionPlan, planCorrections } from '@fanfold/replay/corrections';
import { playCorrections } from '@fanfold/replay/play-corrections';
import { playMatches } from '@fanfold/replay/play';
import { updateMatch } from '@fanfold/replay/rows-to-sql';
import { type MatchScript, startingAt } from '@fanfold/replay/script';
import type { DemoBrand } from '../fans/demo-brand.ts';
import { Contests } from './contests.ts';
import { Figures } from './figures.ts';
import type { StartOptions } from './options.ts';
import { untilShown } from './shown.ts';

/** A match that does not move for so long, with all its rows entered, will not. On a machine with much else to do all is several times slower. */
const STALL_SECONDS = 180;

/** Plays matches to their end, and waits until fans are shown what was entered; then winners spend their coins. `mysqlUrl` has the database as its path. */
export async function playToTheEnd(
  db: Firestore,
  mysqlUrl: string,
  scripts: readonly MatchScript[],
  { speed, corrections, fans, wait }: Pick<StartOptions, 'speed' | 'corrections' | 'fans' | 'wait'>,
  signal: AbortSignal,
  brand: DemoBrand | null = null,
): Promise<Figures> {
  const figures = new Figures(
    scripts.reduce((sum, { steps }) => sum + steps.flatMap(({ events }) => events).length, 0),
  );
  figures.fans = fans;
  const { latency, standings } = figures;
  const listening = scripts.flatMap(({ match: { id } }) => [
    listen(db, `matches/${id}/live/scorecard`, (seq) => latency.seen(id, seq)),
    listen(db, `contests/${id}/live/standings`, (seq) => standings.seen(id, seq)),
  ]);
  figures.listeners = listening.length;
  const contests = new Contests(db, scripts, fans, STALL_SECONDS);
  let announced = scripts;
  try {
    await playMatches(scripts, {
      mysqlUrl,
      speed,
      signal,
      onAnnounced: async () => {
        await contests.fill();
        announced = await announceStart(mysqlUrl, scripts, new Date(Date.now() + wait * 1000));
        if (wait > 0) process.stdout.write(`The matches start in ${wait} s: pick a team on the page.\n`);
        await pause(wait * 1000, undefined, { signal });
        figures.start();
      },
      onCommit: (id, events) => {
        latency.committed(id, events);
        standings.committed(id, events);
      },
    });
    await Promise.all(announced.map((script) => untilShown(db, script, STALL_SECONDS)));
    await Promise.all([latency.untilAllSeen(), standings.untilAllSeen()]);
    await contests.untilSettled(announced);
    if (brand) for (const { match } of announced) say(await brand.sellOne(match.id));
  } finally {
    figures.stop();
    for (const stop of listening) stop();
  }
  await showResults(db, scripts);
  if (corrections) {
    const plans = announced.map(planCorrections);
    await correct(db, mysqlUrl, plans);
    await contests.untilSettled(plans.map(({ corrected }) => corrected));
  }
  return figures;
}

function say(line: string | null): void {
  if (line !== null) process.stdout.write(`${line}\n`);
}

/** Teams have been given out: now it is known when the matches start. */
async function announceStart(
  mysqlUrl: string,
  scripts: readonly MatchScript[],
  startsAt: Date,
): Promise<readonly MatchScript[]> {
  const connection = await createConnection({ uri: mysqlUrl, timezone: 'Z' });
  const announced = scripts.map((script) => startingAt(script, startsAt));
  for (const { match } of announced) await updateMatch(connection, match.id, { startsAt: match.startsAt });
  await connection.end();
  return announced;
}

/** Tells the `seq` of each state of a document. */
function listen(db: Firestore, path: string, seen: (seq: number) => void): () => void {
  return db.doc(path).onSnapshot((snapshot) => seen((snapshot.get('seq') as number | undefined) ?? 0));
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
