import { inLanes } from '@fanfold/kit/ops';
import type { Firestore } from 'firebase-admin/firestore';
import { CouponsPlace } from '../../functions/rewards/testing/coupons-place.ts';
import { type BenchOptions, DELAY_NOTE } from '../live/options.ts';
import { withoutLogs } from '../quiet.ts';
import { type Report, type Result, resultsOf, say } from '../report.ts';
import { medianOfBlocks } from '../stats.ts';
import { startFirestores } from '../firestores.ts';
import { Instance } from './instance.ts';
import { type Round, measureRound } from './round.ts';

/** The more there are, the more they meet. */
const INSTANCES = 2;
const ROUNDS = 3;
/** Of the hot campaign, and as many of the others together, in each round. */
const REDEMPTIONS = 1_000;
const CAMPAIGNS = 1_000;
const UNITS = 10;
const HOT = 'hot';
const OPENED_AT_ONCE = 20;
const DAY_MS = 86_400_000;

const NOTES = [
  'A redemption is what its message costs, until coins and code have moved: wallet, posting, slot, claims and the redemption in one commit.',
  'What comes to an instance while it commits shares its next commit; one that met another instance at a slot is a retry.',
  `The call before it is in "asking". ${INSTANCES} instances in one process take 40 redemptions each at a time, and so do the bare transactions,`,
  'which read two documents and write them. Of one counter document, one of the two is the same for all, and they come one after the other,',
  'which is the best it can do: a crowd would abort each other. The emulator commits in a few ms, so that only --firestore-delay shows what it costs.',
  'postings: one in a commit of its own; grants: in messages of 500. Medians of three rounds that have all of it in turn.',
  'Aims: spread at least 0.6 of the bare transaction, the hot campaign at least 5 x one counter document.',
];

/** Coins and coupons as fast as the service moves them, and what Firestore itself takes for less. */
export function benchRewards({ firestoreDelay }: BenchOptions): Promise<Report> {
  return withoutLogs(async () => {
    say('starting the Firestore emulator');
    const firestores = await startFirestores(firestoreDelay);
    try {
      const results: Result[] = [];
      for (const isDelayed of firestoreDelay ? [false, true] : [false]) {
        // Of the same project: the campaigns are opened without the delay.
        const { direct, clients } = firestores.open({ instances: INSTANCES, isDelayed });
        results.push(...(await measure(direct, clients, isDelayed ? ' delayed' : '')));
      }
      return { bench: 'rewards', results, notes: firestoreDelay ? [...NOTES, DELAY_NOTE] : NOTES };
    } finally {
      await firestores.stop();
    }
  });
}

async function measure(direct: Firestore, clients: readonly Firestore[], suffix: string): Promise<Result[]> {
  const spread = await openCampaigns(direct, suffix);
  const instances = clients.map((db) => new Instance(db));
  const rounds: Round[] = [];
  for (let number = 0; number <= ROUNDS; number++) {
    const title = number === 0 ? `warm-up${suffix}` : `round ${number} of ${ROUNDS}${suffix}`;
    const round = await measureRound({
      instances,
      name: `r${number}`,
      redemptions: REDEMPTIONS,
      hot: HOT,
      spread,
      onPart: (part) => say(`${title}: ${part}`),
    });
    if (number > 0) rounds.push(round);
  }
  await checkFulfilled(direct, (ROUNDS + 1) * 2 * REDEMPTIONS);
  const median = <Case extends keyof Round>(name: Case) =>
    medianOfBlocks<string>(rounds.map((round) => round[name] as Record<string, number>));
  return [
    ...resultsOf(`hot campaign${suffix}`, median('hot')),
    ...resultsOf(`spread${suffix}`, median('spread')),
    ...resultsOf(`asking${suffix}`, median('asking')),
    ...resultsOf(`postings${suffix}`, median('postings')),
    ...resultsOf(`grants${suffix}`, median('grants')),
    ...resultsOf(`bare transaction${suffix}`, median('bare')),
    ...resultsOf(`one counter document${suffix}`, median('counter')),
  ];
}

/** @returns all but the hot one */
async function openCampaigns(db: Firestore, suffix: string): Promise<string[]> {
  const place = new CouponsPlace(db);
  place.now = new Date();
  const date = (days: number) => new Date(place.now.getTime() + days * DAY_MS).toISOString();
  const terms = { opensAt: date(-1), closesAt: date(1) };
  await place.open(10 * (ROUNDS + 1) * REDEMPTIONS, terms, HOT);
  const spread = Array.from({ length: CAMPAIGNS }, (_, number) => `spread-${number}`);
  let opened = 0;
  await inLanes(spread, OPENED_AT_ONCE, async (campaignId) => {
    await place.open(UNITS, terms, campaignId);
    if (++opened % 100 === 0) say(`opening campaigns${suffix}: ${opened} of ${CAMPAIGNS}`);
  });
  return spread;
}

/** @throws when a redemption has ended otherwise: the figures would be of something else */
async function checkFulfilled(db: Firestore, expected: number): Promise<void> {
  const { count } = (await db.collection('redemptions').where('status', '==', 'fulfilled').count().get()).data();
  if (count !== expected) throw new Error(`${count} of ${expected} redemptions were fulfilled`);
}
