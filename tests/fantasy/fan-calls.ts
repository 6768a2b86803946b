import assert from 'node:assert/strict';
import * as leagues from '@fanfold/fantasy/calls/leagues';
import { openContest, openContestSchema } from '@fanfold/fantasy/calls/open-contest';
import { type PowerUpReceipt, powerUp, powerUpSchema } from '@fanfold/fantasy/calls/power-up';
import { type EntryReceipt, saveEntry, saveEntrySchema } from '@fanfold/fantasy/calls/save-entry';
import { callable } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { type CallableFunction, type CallableRequest, HttpsError } from 'firebase-functions/https';

/** A fan's call; `uid` is what his ID token says, undefined without one. A text is sent as it is, anything else as JSON. */
type Call<Out> = (uid: string | undefined, input: unknown) => Promise<Out>;

export interface FanCalls {
  saveEntry: Call<EntryReceipt>;
  powerUp: Call<PowerUpReceipt>;
  openContest: Call<{ contestId: string }>;
  createLeague: Call<{ leagueId: string; code: string }>;
  joinLeague: Call<{ leagueId: string }>;
  leaveLeague: Call<{ leagueId: string }>;
}

/** Whose ID token has the claim `ops`. */
export const OPS = 'ops';

/** The callables of the service on a Firestore and a clock of one's own, all of their path but HTTP. */
export function fanCalls(db: Firestore, now: () => Date): FanCalls {
  return {
    saveEntry: callOf(callable(saveEntrySchema, (input, caller) => saveEntry(db, caller, input, now))),
    powerUp: callOf(callable(powerUpSchema, (input, caller) => powerUp(db, caller, input))),
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

function callOf<Out>(called: CallableFunction<unknown, Promise<Out>>): Call<Out> {
  return async (uid, input) => {
    const body = typeof input === 'string' ? input : JSON.stringify(input);
    const request = {
      data: JSON.parse(body) as unknown,
      rawRequest: { rawBody: Buffer.from(body) },
      ...(uid !== undefined && { auth: { uid, token: { ops: uid === OPS } } }),
    };
    return called.run(request as unknown as CallableRequest<unknown>);
  };
}

/** How a call ended: with an answer, or with the code of a refusal. */
export type Outcome<Out> = { answer: Out } | { code: string; details: Record<string, unknown> };

/** @throws what is no refusal */
export async function outcomeOf<Out>(call: Promise<Out>): Promise<Outcome<Out>> {
  try {
    return { answer: await call };
  } catch (error) {
    if (!(error instanceof HttpsError) || error.code === 'internal') throw error;
    const details = error.details as Record<string, unknown>;
    return { code: String(details['code']), details };
  }
}

/** Fails unless the call is refused with this code. @returns what else the refusal says */
export async function assertRefused(call: Promise<unknown>, code: string): Promise<Record<string, unknown>> {
  const outcome = await outcomeOf(call);
  if (!('code' in outcome)) assert.fail(`answered where ${code} was to be expected`);
  assert.equal(outcome.code, code);
  return outcome.details;
}

export function answersOf<Out>(outcomes: readonly Outcome<Out>[]): Out[] {
  return outcomes.flatMap((outcome) => ('answer' in outcome ? [outcome.answer] : []));
}

export function codesOf(outcomes: readonly Outcome<unknown>[]): string[] {
  return outcomes.flatMap((outcome) => ('code' in outcome ? [outcome.code] : []));
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
