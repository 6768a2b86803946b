import { setTimeout as wait } from 'node:timers/promises';
import { delayOf } from '@fanfold/emulators/firestore-delay/delays';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { nowMs } from '../clock.ts';
import { withoutLogs } from '../quiet.ts';
import { type Report, resultsOf, say } from '../report.ts';
import { quantile } from '../stats.ts';
import { MatchFeed } from './feed.ts';
import type { PushedFunction } from './pushed-function.ts';
import { enter, pushedScorecards } from './scorecards.ts';

const MATCHES = 100;
const ROWS_PER_SECOND = 2;
/** The push window grows. */
const WARM_UP_SECONDS = 10;
const SECONDS = 60;
/** The defaults of functions/.env. */
const PACE = { liveCommitsPerSecond: 1, quietCommitSeconds: 5 };

/**
 * A Saturday afternoon on one instance of the scorecards function: 100 football matches of 3,500 rows each, at all stages, two rows a second each, at
 * production's pace. In this process, without emulators: Firestore and HTTP cost it next to no work, only their time.
 */
export function benchPace(): Promise<Report> {
  return withoutLogs(measurePace);
}

async function measurePace(): Promise<Report> {
  say(`entering the first rows of ${MATCHES} matches`);
  const store = new MemoryFirestore();
  let commits = 0;
  store.before = async (kind) => {
    await wait(delayOf(kind === 'read' ? 'BatchGetDocuments' : 'Commit'));
    if (kind === 'commit') commits++;
  };
  const feeds = Array.from({ length: MATCHES }, (_, number) => new MatchFeed(number, (0.9 * number) / MATCHES));
  const pushed = pushedScorecards(store.firestore, PACE);
  await enter(feeds, pushed);
  say(`warm-up: ${WARM_UP_SECONDS} s`);
  const acked = await play(feeds, WARM_UP_SECONDS, pushed);
  const startUrgentMsP95 = quantile([...pushed.latencyMs.goal, ...pushed.latencyMs.urgent], 0.95);
  pushed.reset();
  commits = 0;
  const cpu = process.cpuUsage();
  say(`${MATCHES} matches, ${ROWS_PER_SECOND} rows a second each: ${SECONDS} s`);
  acked.push(...(await play(feeds, SECONDS, pushed)));
  const { user, system } = process.cpuUsage(cpu);
  const committed = commits;
  const { goal, urgent, quiet } = pushed.latencyMs;
  const results = resultsOf('pace', {
    rows: MATCHES * ROWS_PER_SECOND * SECONDS,
    meanHandleMs: pushed.handleMs.reduce((sum, ms) => sum + ms, 0) / pushed.handleMs.length,
    handleMsP95: quantile(pushed.handleMs, 0.95),
    peakOpen: pushed.peakOpen,
    refused: pushed.refused,
    commitsPerMatchPerSecond: committed / MATCHES / SECONDS,
    goals: goal.length,
    goalMsP50: quantile(goal, 0.5),
    goalMsP95: quantile(goal, 0.95),
    urgent: urgent.length,
    urgentMsP50: quantile(urgent, 0.5),
    urgentMsP95: quantile(urgent, 0.95),
    quietMsP50: quantile(quiet, 0.5),
    quietMsP95: quantile(quiet, 0.95),
    ratioCpuToTime: (user + system) / 1e6 / SECONDS,
    startUrgentMsP95,
  });
  await Promise.all(acked);
  pushed.stop();
  const notes = [
    'From publishing to the acknowledgement. The floor of a goal: its match commits once a second at most, and a commit takes 80 ms; so 80 to 1,160 ms.',
    'One process, no emulators: Firestore costs it 25 ms a read and 80 ms a commit, and next to no work; HTTP costs it nothing.',
  ];
  return { bench: 'pace', results, notes };
}

/** Publishes the next rows of all matches, evenly spread in time. @returns their acknowledgements */
async function play(feeds: readonly MatchFeed[], seconds: number, pushed: PushedFunction): Promise<Promise<void>[]> {
  const acked: Promise<void>[] = [];
  const startedMs = nowMs();
  const rows = feeds.length * ROWS_PER_SECOND * seconds;
  for (let row = 0; row < rows; row++) {
    const dueMs = startedMs + (row * 1_000) / (feeds.length * ROWS_PER_SECOND);
    if (dueMs > nowMs()) await wait(dueMs - nowMs());
    const sent = feeds[row % feeds.length]?.next();
    if (sent) acked.push(pushed.publish(sent));
  }
  return acked;
}
