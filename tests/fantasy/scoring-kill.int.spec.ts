import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { seededRandom } from '@fanfold/replay/random';
import { type Contest, coinsOfPlaces } from '@fanfold/game/fantasy';
import { settlementPath, settlementSchema, shardRequestSchema } from '@fanfold/fantasy/settlement/settlement';
import { SETTLEMENTS_TOPIC, type Effect, GRANTS_TOPIC, type Grant, grantSchema } from '@fanfold/kit/messages';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { contentOfContest } from './contest-content.ts';
import { messagesOf } from './match-messages.ts';
import { MortalDelivery } from '../support/mortal.ts';
import type { FantasyWork } from './fantasy-work.ts';
import { powerUpOf, randomEntries } from './random-entries.ts';
import { startScorer } from './scorer-instance.ts';

/** `KILLS=200 KILL_SEED=2 npm run test:int` kills more, and at other moments. */
const KILLS = Number(process.env['KILLS'] ?? 12);
const SEED = Number(process.env['KILL_SEED'] ?? 1);
const ENTRIES = 400;

describe('scoring and settling under kill -9', () => {
  let straight: TestFirestore;
  let rough: TestFirestore;

  before(() => ([straight, rough] = [openFirestore(), openFirestore()]));
  after(() => Promise.all([straight.close(), rough.close()]));

  it(`ends as a straight run does, each prize once (${KILLS} kills)`, async () => {
    const random = seededRandom(SEED);
    const script = demoCricket();
    const { id } = script.match;
    const { announced, events, end } = messagesOf(script);
    const players = script.squads.map(({ playerId }) => playerId);
    const entries = randomEntries(random, players, ENTRIES, { powered: 0 });
    const powered = entries
      .filter(() => random() < 0.3)
      .map((entry) => {
        const team = entry.picks.map(({ playerId }) => playerId);
        return { ...entry, revision: 2, powerUps: [powerUpOf(random, team, 2, 20)] };
      });

    const scorer = startScorer(straight.db);
    for (const message of [...announced, ...events, ...end]) await scorer.handle(message);
    for (const entry of [...entries, ...powered]) await scorer.enter(id, id, entry);

    const grants = new Map<string, Grant>();
    const main = new URL('./mortal-main.ts', import.meta.url);
    const delivery: MortalDelivery<FantasyWork> = new MortalDelivery(main, rough.projectId, (topic, items) => {
      if (topic === GRANTS_TOPIC) keepGrants(grants, items);
      if (topic === SETTLEMENTS_TOPIC) void askForShards(rough, delivery, items as readonly Effect[]);
    });
    await Promise.all([delivery.start(), delivery.start()]);
    for (const text of announced) delivery.add({ kind: 'rows', text });
    await delivery.untilDone();
    const work = [
      ...[...entries, ...powered].map((entry) => ({ kind: 'entry', matchId: id, entry }) as const),
      ...[...events, ...end].map((text) => ({ kind: 'rows', text }) as const),
    ].sort(() => random() - 0.5);
    for (const each of work) delivery.add(each);
    for (let kill = 0; kill < KILLS; kill++) {
      // At another moment each time: that is what is tested, not waited for.
      await wait(random() * 400);
      await delivery.killOne(random);
    }
    await delivery.untilDone();
    await untilSettled(rough, delivery, id);
    delivery.stop();

    assert.deepEqual(await contentOfContest(rough.db, id), await contentOfContest(straight.db, id));
    const results = (await rough.db.collection(`contests/${id}/results`).get()).docs;
    assert.equal(results.length, ENTRIES);
    const { prizes } = (await rough.db.doc(`contests/${id}`).get()).data() as Contest;
    const table = coinsOfPlaces(prizes, ENTRIES, 1, ENTRIES);
    const paid = [...grants.values()].reduce((sum, { amount }) => sum + amount, 0);
    assert.equal(paid, table, 'coins granted and the prize table');
    for (const result of results) {
      const own = [...grants.values()].filter(({ body }) => body['entryId'] === result.id);
      assert.equal(
        own.reduce((sum, { amount }) => sum + amount, 0),
        result.get('coins'),
        result.id,
      );
    }
    assert.equal(delivery.kills, KILLS);
  });
});

/** Each id once, and always the same. */
function keepGrants(known: Map<string, Grant>, items: readonly object[]): void {
  for (const item of items) {
    const grant = grantSchema.parse(item);
    const before = known.get(grant.id);
    if (before) assert.deepEqual(grant, before);
    known.set(grant.id, grant);
  }
}

async function askForShards(
  { db }: TestFirestore,
  delivery: MortalDelivery<FantasyWork>,
  effects: readonly Effect[],
): Promise<void> {
  for (const effect of effects) {
    const { contestId, n } = shardRequestSchema.parse(effect).body;
    const settlement = settlementSchema.parse((await db.doc(settlementPath(contestId, n)).get()).data());
    for (const shard of settlement.unsettled) delivery.add({ kind: 'settle', contestId, n, shard });
  }
}

/** Settlements that were pinned have ended, the latest one too. */
async function untilSettled(
  { db }: TestFirestore,
  delivery: MortalDelivery<FantasyWork>,
  contestId: string,
): Promise<void> {
  for (;;) {
    await delivery.untilDone();
    const { docs } = await db.collection(`contests/${contestId}/settlements`).get();
    const settlements = docs.map((settlement) => settlementSchema.parse(settlement.data()));
    if (settlements.length > 0 && settlements.every(({ unsettled }) => unsettled.length === 0)) return;
    await wait(50);
  }
}
