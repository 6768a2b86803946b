import { projectFirestore, scheduleOptions } from '@fanfold/kit/ops';
import { publishItems } from '@fanfold/kit/messages';
import { onSchedule } from 'firebase-functions/scheduler';
import { entryWriter } from '../entries/triggers.ts';
import { FantasyStore } from '../scorer/fantasy-store.ts';
import { SCORER_MEMORY, scorer } from '../scorer/triggers.ts';
import { requestShards } from '../settlement/settlement.ts';
import { sweepContests } from './sweep.ts';

/** Every minute: locks that are due, and what got lost. */
export const sweep = onSchedule(
  scheduleOptions({ schedule: 'every 1 minutes', memory: SCORER_MEMORY, timeoutSeconds: 300, maxInstances: 1 }),
  async () => {
    const db = projectFirestore();
    await sweepContests({
      db,
      store: new FantasyStore(db),
      scorer: scorer(),
      writer: entryWriter(),
      settleAgain: (overdue) => requestShards(publishItems, overdue, overdue.missing),
      now: new Date(),
    });
  },
);
