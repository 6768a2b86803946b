import * as leagues from '@fanfold/fantasy/calls/leagues';
import { openContest, openContestSchema } from '@fanfold/fantasy/calls/open-contest';
import { type PowerUpReceipt, powerUp, powerUpSchema } from '@fanfold/fantasy/calls/power-up';
import { type EntryReceipt, saveEntry, saveEntrySchema } from '@fanfold/fantasy/calls/save-entry';
import { callable } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { type Call, callOf } from '../support/calls.ts';

export interface FanCalls {
  saveEntry: Call<EntryReceipt>;
  powerUp: Call<PowerUpReceipt>;
  openContest: Call<{ contestId: string }>;
  createLeague: Call<{ leagueId: string; code: string }>;
  joinLeague: Call<{ leagueId: string }>;
  leaveLeague: Call<{ leagueId: string }>;
}

/** The callables of the service on a Firestore and a clock of one's own, all of their path but HTTP. */
export function fanCalls(db: Firestore, now: () => Date): FanCalls {
  return {
    saveEntry: callOf(callable(saveEntrySchema, (input, caller) => saveEntry(db, caller, input, now))),
    powerUp: callOf(callable(powerUpSchema, (input, caller) => powerUp(db, caller, input, now))),
    openContest: callOf(callable(openContestSchema, (input, caller) => openContest(db, caller, input))),
    createLeague: callOf(
      callable(leagues.createLeagueSchema, (input, caller) => leagues.createLeague(db, caller, input, now)),
    ),
    joinLeague: callOf(
      callable(leagues.joinLeagueSchema, (input, caller) => leagues.joinLeague(db, caller, input, now)),
    ),
    leaveLeague: callOf(callable(leagues.leaveLeagueSchema, (input, caller) => leagues.leaveLeague(db, caller, input))),
  };
}

/** A Firestore whose transactions do something else between their last read and their commit. */
export function heldUp(db: Firestore, meanwhile: () => Promise<void>): Firestore {
  const runTransaction: Firestore['runTransaction'] = (work, options) =>
    db.runTransaction(async (transaction) => {
      const result = await work(transaction);
      await meanwhile();
      return result;
    }, options);
  return Object.assign(Object.create(db) as Firestore, { runTransaction });
}
