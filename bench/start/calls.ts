import type { Firestore } from 'firebase-admin/firestore';
import { demoTerms } from '@fanfold/emulators/fans/demo-brand';
import { untilDocument } from '@fanfold/emulators/start/documents';
import type { LocalCalls } from '@fanfold/emulators/stack/local-calls';
import { PROJECT } from '@fanfold/emulators/start/launch';
import type { ServiceCopy } from './copies.ts';

const FAN = { uid: 'bench', ops: true };

/** By service that has callables, what a fan calls. */
const CALLED: Readonly<Record<string, { name: string; data: object }>> = {
  fans: { name: 'setProfile', data: { name: 'Bench', avatar: 'fox' } },
  fantasy: { name: 'createLeague', data: { name: 'Bench' } },
  rewards: {
    name: 'createCampaign',
    data: { campaignId: 'bench', price: 1, reason: 'bench', ...demoTerms(Date.now()) },
  },
};

/** Calls the original and every copy of it: a fan gives their name and makes a league; and ops open a contest, hold it and erase a fan, which concerns all of them. */
export async function callEverybody(
  db: Firestore,
  calls: LocalCalls,
  matchId: string,
  copies: readonly ServiceCopy[],
): Promise<void> {
  const originals = Object.keys(CALLED).map((of) => ({ of, projectId: PROJECT, suffix: '' }));
  for (const { of, projectId, suffix } of [...originals, ...copies]) {
    const called = CALLED[of];
    if (called) await calls.call(projectId, FAN, `${called.name}${suffix}`, called.data);
  }
  const contest = await db.doc(`contests/${matchId}`).get();
  const terms = Object.fromEntries(
    ['rules', 'scoring', 'prizes'].map((field) => [field, contest.get(field) as unknown]),
  );
  await calls.call(PROJECT, FAN, 'openContest', { contestId: 'bench', matchId, name: null, ...terms });
  await untilDocument(db, 'contests/bench', (opened) => opened.exists);
  await calls.call(PROJECT, FAN, 'holdSettlement', { contestId: 'bench', reason: 'bench' });
  await calls.call(PROJECT, FAN, 'eraseFan', { uid: 'nobody', reason: 'bench' });
}
