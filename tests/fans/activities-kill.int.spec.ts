import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { ActivityState } from '@fanfold/fans/activities/documents';
import { DEFAULT_RULES, coinGrants, decide } from '@fanfold/game/fans';
import { GRANTS_TOPIC, type Grant } from '@fanfold/kit/messages';
import { seededRandom } from '@fanfold/replay/random';
import { envelopeOf } from '../../functions/fans/testing/fans-in-memory.ts';
import { comparableProfile, profileByModel } from '../../game/testing/fan-model.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { MortalDelivery } from '../support/mortal.ts';
import { NOW, randomActivities, shuffled } from './random-activities.ts';

/** `ACTIVITIES=100000 npm run test:int -- activities-kill` asks for more; `KILL_SEED=2` for others, and kills at other moments. */
const ACTIVITIES = Number(process.env['ACTIVITIES'] ?? 800);
const SEED = Number(process.env['KILL_SEED'] ?? 1);
const FANS = ACTIVITIES / 20;
const PER_MESSAGE = 40;
const PROCESSES = 2;
/** When so many of the fans have a profile. */
const KILLS = [0.2, 0.6, 0.9];

describe('activities on a real Firestore', () => {
  let firestore: TestFirestore;
  let delivery: MortalDelivery<string>;
  const granted = new Map<string, Grant>();

  beforeEach(() => {
    firestore = openFirestore();
    const main = new URL('./activities-main.ts', import.meta.url);
    delivery = new MortalDelivery(
      main,
      firestore.projectId,
      (topic, items) => {
        if (topic === GRANTS_TOPIC) for (const item of items as Grant[]) granted.set(item.id, item);
      },
      4,
    );
  });
  afterEach(() => {
    delivery.stop();
    return firestore.close();
  });

  async function untilFans(share: number): Promise<void> {
    const count = async () => (await firestore.db.collection('fans').count().get()).data().count;
    while ((await count()) < share * FANS) await wait(ACTIVITIES / 100);
  }

  it(`come to what the model says, ${ACTIVITIES} of them, doubled, shuffled and undone, with kills in the midst of it`, async () => {
    const random = seededRandom(SEED);
    const { steps, live } = randomActivities(ACTIVITIES, FANS, random);
    const deliveries = shuffled([...steps, ...steps], random);
    await Promise.all(Array.from({ length: PROCESSES }, () => delivery.start()));
    const startedAt = performance.now();
    for (let from = 0; from < deliveries.length; from += PER_MESSAGE)
      delivery.add(JSON.stringify(deliveries.slice(from, from + PER_MESSAGE).map(envelopeOf)));
    for (const share of KILLS) {
      await untilFans(share);
      await delivery.killOne(random);
    }
    await delivery.untilDone();
    const seconds = (performance.now() - startedAt) / 1_000;
    const perSecond = Math.round(deliveries.length / seconds);
    process.stdout.write(
      `      ${deliveries.length} changes in ${seconds.toFixed(1)} s with ${delivery.kills} kills: ${perSecond}/s\n`,
    );

    for (let n = 0; n < FANS; n++) {
      const uid = `fan${n}`;
      const { db } = firestore;
      const [stored, shown] = await db.getAll(db.doc(`fans/${uid}/state/activities`), db.doc(`fans/${uid}`));
      const activities = live.get(uid) ?? [];
      const { profile, outbox } = (stored?.data() ?? {}) as Partial<ActivityState>;
      if (!profile) {
        assert.equal(activities.length, 0, uid);
        continue;
      }
      const model = profileByModel(activities, DEFAULT_RULES, 'UTC', NOW.getTime());
      assert.deepEqual(comparableProfile(profile), model, uid);
      assert.deepEqual([shown?.get('xp'), shown?.get('level')], [model.xp, model.level], uid);
      assert.deepEqual(outbox, [], uid);
      const won = coinGrants(uid, decide(DEFAULT_RULES, null, profile));
      for (const { id, amount } of won) assert.equal(granted.get(id)?.amount, amount, id);
    }
    const letters = await firestore.db.collection('deadLetters').count().get();
    assert.equal(letters.data().count, 0);
  }).timeout(Math.max(900_000, ACTIVITIES * 30));
});
