import assert from 'node:assert/strict';
import { EntryStore } from '@fanfold/fantasy/entries/entry-store';
import { FantasyStore } from '@fanfold/fantasy/scorer/fantasy-store';
import type { ContestState } from '@fanfold/fantasy/scorer/state';
import { settleShard } from '@fanfold/fantasy/settlement/shard';
import { demoFootball } from '@fanfold/replay/demo-football';
import type { Effect } from '@fanfold/kit/messages';
import { rebuildMatch } from '@fanfold/tools/rebuild/rebuild-match';
import { rebuiltServices } from '@fanfold/tools/rebuild/services';
import { FieldValue } from 'firebase-admin/firestore';
import { seededRandom } from '@fanfold/replay/random';
import { randomEntries } from '../fantasy/random-entries.ts';
import { dumpContent } from '../support/dump.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { startScorer } from '../fantasy/scorer-instance.ts';
import { StatsHistory, imageOf } from './history.ts';
import { settledEffects, startInstance } from './instance.ts';

describe('npm run rebuild', () => {
  const { match, squads, steps } = demoFootball();
  const events = steps.slice(0, 120).flatMap((step) => step.events);
  const goal = events.find(({ kind, outcome }) => kind === 'shot' && outcome === 'goal');
  let firestore: TestFirestore;
  let history: StatsHistory;
  let received: Effect[];

  beforeEach(async () => {
    firestore = openFirestore();
    received = [];
    history = new StatsHistory();
    history.put('matches', imageOf(match));
    for (const squad of squads) history.put('squads', imageOf(squad));
    for (const event of events) history.put('match_events', imageOf(event));
    const all = JSON.stringify(history.messages.flatMap((message) => JSON.parse(message) as unknown[]));
    await startInstance(firestore.db, received).intake.handle(all);
    await startScorer(firestore.db).handle(all);
    // A decision of the video referee that nobody here has heard of.
    history.silent = true;
    history.remove('match_events', goal?.id ?? '');
    history.silent = false;
  });
  afterEach(() => firestore.close());

  async function rebuild(now?: () => Date): Promise<void> {
    await rebuildMatch(rebuiltServices(firestore.db), match.id, async () => {
      const fantasy = startScorer(firestore.db, undefined, undefined, now);
      const scorecards = startInstance(firestore.db, received).intake;
      for (const message of history.repairMessages(match.id))
        await Promise.all([scorecards.handle(message), fantasy.handle(message)]);
    });
  }

  const state = () => firestore.db.doc(`matches/${match.id}/state/scorecards`);
  const ruins: [string, () => Promise<unknown>][] = [
    ['cannot be read', () => state().update({ rows: Buffer.from('?') })],
    ['is of a newer release', () => state().update({ foldVersion: 99, formatVersion: 99 })],
    ['is gone', () => state().delete()],
    ['has lost its rev', () => state().update({ rev: FieldValue.delete() })],
  ];
  for (const [ruin, wreck] of ruins) {
    it(`makes a state anew that ${ruin}: rev goes on, what no longer follows is taken away and told`, async () => {
      const scorecard = firestore.db.doc(`matches/${match.id}/live/scorecard`);
      const before = (await scorecard.get()).get('rev') as number;
      await wreck();
      await rebuild();
      const straight = openFirestore();
      const expected: Effect[] = [];
      for (const message of history.repairMessages(match.id)) {
        await startInstance(straight.db, expected).intake.handle(message);
        await startScorer(straight.db).handle(message);
      }
      const withoutState = async ({ db }: TestFirestore) =>
        Object.entries(await dumpContent(db)).filter(([path]) => !path.includes('/state/'));
      assert.deepEqual(await withoutState(firestore), await withoutState(straight));
      assert.deepEqual(settledEffects(received), settledEffects(expected));
      assert.ok(((await scorecard.get()).get('rev') as number) > before);
      assert.equal((await state().get()).get('rebuilding'), false);
      await straight.close();
    });
  }

  it('keeps the lock, the teams and the settlements of contests', async () => {
    const fantasy = firestore.db.doc(`matches/${match.id}/state/fantasy`);
    const before = (await fantasy.get()).get(`contests.${match.id}`) as ContestState;
    assert.notEqual(before.lock.lockedAt, null);
    await fantasy.update({ rows: Buffer.from('?') });
    await rebuild();
    const after = await fantasy.get();
    assert.deepEqual(after.get(`contests.${match.id}`), before);
    assert.equal((await firestore.db.doc(`contests/${match.id}/live/standings`).get()).get('seq'), events.length - 1);
  });

  it('finds teams, lock and settlements again when the state of fantasy is gone, and pays nobody twice', async () => {
    const scorer = startScorer(firestore.db);
    const playerIds = squads.map(({ playerId }) => playerId);
    for (const entry of randomEntries(seededRandom(1), playerIds, 5, { powered: 1 }))
      await scorer.enter(match.id, match.id, entry);
    history.put('matches', imageOf({ ...match, status: 'finished', final: true, eventCount: events.length - 1 }));
    const final = JSON.stringify(
      history.repairMessages(match.id).flatMap((message) => JSON.parse(message) as unknown[]),
    );
    await scorer.handle(final);
    const settle = (n: number) =>
      settleShard(new FantasyStore(firestore.db), () => Promise.resolve(), match.id, n, 'r');
    await settle(1);

    const fantasy = firestore.db.doc(`matches/${match.id}/state/fantasy`);
    const before = (await fantasy.get()).get(`contests.${match.id}`) as ContestState;
    assert.deepEqual(
      [before.settlement, (await new EntryStore(firestore.db).directory(match.id)).contests[match.id]?.entries],
      [1, 5],
    );
    await fantasy.delete();
    // Much later; the reading of the clock stays what fans have seen.
    await rebuild(() => new Date('2000-01-01T01:00:00Z'));
    const after = (await fantasy.get()).get(`contests.${match.id}`) as ContestState;
    // What the first settlement stood on is not told anywhere: the second one finds that nothing is missing. Crossings are published again, under
    // their ids.
    assert.deepEqual(after, { ...before, settlement: 2, crossed: after.crossed });
    await settle(2);
    const granted = (await firestore.db.collection(`contests/${match.id}/results`).get()).docs.map((result) =>
      Object.keys(result.get('grants') as object),
    );
    assert.ok(granted.flat().length > 0 && granted.flat().every((n) => n === '1'));
  });
});
