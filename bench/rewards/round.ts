import { type Grant, redemptionRequest } from '@fanfold/kit/messages';
import { redemptionId } from '@fanfold/rewards/coupons/documents';
import { TERMS } from '../../functions/rewards/testing/coupons-place.ts';
import { bareTransaction, claimFromCounter } from './bare.ts';
import { type CrowdFigures, measureCrowd } from '../crowd.ts';
import type { Instance } from './instance.ts';

/** As the functions declare it: of fulfilRedemptions, and of onGrants. */
const REDEMPTIONS_AT_ONCE = 40;
const GRANT_MESSAGES_AT_ONCE = 4;

/** Grants that one message carries. */
const PER_MESSAGE = 500;

/** It is the slowest of all where Firestore has its delays. */
const COUNTED_SHARE = 0.03;

const FEE = 1;

export interface RoundOptions {
  instances: readonly Instance[];
  /** Tells this round's fans from others. */
  name: string;
  /** Redemptions of the hot campaign, and of all the others together. */
  redemptions: number;
  hot: string;
  spread: readonly string[];
  /** Hears what is measured next. */
  onPart: (part: string) => void;
}

/** The same work of each kind: the bare transactions are before and after the redemptions, so that what slows the machine slows both. */
export async function measureRound({ instances, name, redemptions, hot, spread, onPart }: RoundOptions) {
  const crowd = { instances, atOnce: REDEMPTIONS_AT_ONCE };
  const numbers = Array.from({ length: redemptions }, (_, number) => number);
  const requestsOf = (kind: string, campaignOf: (number: number) => string) =>
    numbers.map((number) => {
      const uid = `${name}-${kind}-${number}`;
      return redemptionRequest(redemptionId(uid, 'bench-key'), uid, campaignOf(number));
    });
  const ofHot = requestsOf('hot', () => hot);
  const ofSpread = requestsOf('spread', (number) => spread[number % spread.length] ?? hot);
  const asked = [...ofHot, ...ofSpread];

  const messages = messagesOf(asked.map(({ uid }) => prize(uid)));
  onPart('grants');
  const booked = await measureCrowd(
    messages,
    { instances, atOnce: GRANT_MESSAGES_AT_ONCE },
    (message, instance: Instance) => instance.grant(message),
  );
  const bare = (kind: string) => {
    onPart('bare transactions');
    return measureCrowd(numbers, crowd, (number, { db }) =>
      bareTransaction(db, [`bare/${name}-${kind}-${number}-a`, `bare/${name}-${kind}-${number}-b`]),
    );
  };
  const redeem = async (requests: typeof asked) => {
    const before = commitsOf(instances);
    const figures = await measureCrowd(requests, crowd, (request, instance) => instance.redeem(request));
    const after = commitsOf(instances);
    const commits = after.begun - before.begun;
    return {
      ...figures,
      redemptionsPerCommit: requests.length / commits,
      retriesPerCommit: (after.failed - before.failed) / commits,
    };
  };

  onPart('postings');
  const postings = await measureCrowd(ofHot, crowd, ({ uid }, instance) => instance.charge(uid, FEE));
  onPart('asking');
  const asking = await measureCrowd(asked, crowd, (request, instance) => instance.ask(request));
  const before = await bare('before');
  onPart('spread');
  const spreadFigures = await redeem(ofSpread);
  onPart('hot campaign');
  const hotFigures = await redeem(ofHot);
  const after = await bare('after');
  onPart('one counter document');
  const counted = numbers.slice(0, Math.ceil(redemptions * COUNTED_SHARE));
  // One at a time: the best that one document can do. With a crowd at it the transactions abort each other.
  const counter = await measureCrowd(
    counted,
    { instances: instances.slice(0, 1), atOnce: 1 },
    (number, { db }: Instance) => claimFromCounter(db, `${name}-${number}`),
  );

  const barePerSecond = 2 / (1 / before.perSecond + 1 / after.perSecond);
  const grantsPerSecond = (asked.length / messages.length) * booked.perSecond;
  return {
    bare: { perSecond: barePerSecond, p50Ms: (before.p50Ms + after.p50Ms) / 2 },
    counter,
    hot: { ...hotFigures, timesOneCounterDocument: hotFigures.perSecond / counter.perSecond },
    spread: { ...spreadFigures, ratioToBareTransaction: spreadFigures.perSecond / barePerSecond },
    asking: withRatio(asking),
    postings: withRatio(postings),
    grants: { perSecond: grantsPerSecond, ratioToBareTransaction: grantsPerSecond / barePerSecond },
  };

  function withRatio({ perSecond, p50Ms, p95Ms }: CrowdFigures) {
    return { perSecond, p50Ms, p95Ms, ratioToBareTransaction: perSecond / barePerSecond };
  }
}

export type Round = Awaited<ReturnType<typeof measureRound>>;

function commitsOf(instances: readonly Instance[]): { begun: number; failed: number } {
  const sum = (of: (commits: Instance['commits']) => number) =>
    instances.reduce((total, { commits }) => total + of(commits), 0);
  return { begun: sum(({ begun }) => begun), failed: sum(({ failed }) => failed) };
}

/** Enough for the fee and a coupon. */
function prize(uid: string): Grant {
  const body = { contestId: 'bench', matchId: 'bench', entryId: `${uid}_1`, rank: 1, of: 1, settlement: 1 };
  return { v: 1, id: `fantasy:bench:${uid}_1:1`, uid, amount: TERMS.price + FEE, reason: 'fantasy.prize', body };
}

function messagesOf(grants: readonly Grant[]): Grant[][] {
  const count = Math.ceil(grants.length / PER_MESSAGE);
  return Array.from({ length: count }, (_, number) => grants.slice(number * PER_MESSAGE, (number + 1) * PER_MESSAGE));
}
