import { FantasyStore } from '@fanfold/fantasy/scorer/fantasy-store';
import type { EntryWriter } from '@fanfold/fantasy/entries/entry-writer';
import type { Overdue } from '@fanfold/fantasy/sweep/overdue';
import { sweepContests } from '@fanfold/fantasy/sweep/sweep';
import type { DocumentData, Firestore } from 'firebase-admin/firestore';

import type { ScoringInstance } from './scorer-instance.ts';

/** What a sweep did. */
export interface Swept {
  health: DocumentData;
  /** Events of the alarms it raised. */
  alarms: string[];
  asked: Overdue[];
  /** Entries it took in. */
  entered: string[];
  ticked: string[];
  failure: unknown;
}

export async function runSweep(db: Firestore, scorer: ScoringInstance, now: Date): Promise<Swept> {
  const asked: Overdue[] = [];
  const entered: string[] = [];
  const ticked: string[] = [];
  const countingScorer: Pick<ScoringInstance, 'tick' | 'lockDue'> = {
    tick: (matchId) => {
      ticked.push(matchId);
      return scorer.tick(matchId);
    },
    lockDue: (matchId) => {
      ticked.push(matchId);
      return scorer.lockDue(matchId);
    },
  };
  const writer: Pick<EntryWriter, 'enter' | 'reload'> = {
    reload: (matchId) => scorer.writer.reload(matchId),
    enter: (matchId, contestId, entry) => {
      entered.push(entry.id);
      return scorer.enter(matchId, contestId, entry);
    },
  };
  const settleAgain = (overdue: Overdue) => Promise.resolve(void asked.push(overdue));
  let failure: unknown = null;
  const alarms = await alarmsOf(() =>
    sweepContests({ db, store: new FantasyStore(db), scorer: countingScorer, writer, settleAgain, now }).catch(
      (error: unknown) => {
        failure = error;
      },
    ),
  );
  const health = (await db.doc('health/fantasy').get()).data() ?? {};
  return { health, alarms, asked, entered, ticked, failure };
}

/** Alarms are lines of the log: their severity wakes the operator. */
async function alarmsOf(work: () => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = ((text: string | Uint8Array, ...rest: []) => {
    lines.push(String(text));
    return write(text, ...rest);
  }) as typeof process.stderr.write;
  try {
    await work();
  } finally {
    process.stderr.write = write;
  }
  const alerts = lines.filter((line) => line.includes('"severity":"ALERT"'));
  return alerts.map((line) => (JSON.parse(line) as { event: string }).event);
}
