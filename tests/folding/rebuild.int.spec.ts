import assert from 'node:assert/strict';
import { demoFootball } from '@fanfold/replay/demo-football';
import type { Effect } from '@fanfold/kit/messages';
import { rebuildMatch } from '@fanfold/tools/rebuild/rebuild-match';
import { rebuiltServices } from '@fanfold/tools/rebuild/services';
import { FieldValue } from 'firebase-admin/firestore';
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

  async function rebuild(): Promise<void> {
    await rebuildMatch(rebuiltServices(firestore.db), match.id, async () => {
      const [scorecards, fantasy] = [startInstance(firestore.db, received).intake, startScorer(firestore.db)];
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
    const before = (await fantasy.get()).get(`contests.${match.id}`) as { lockedAt: unknown };
    assert.notEqual(before.lockedAt, null);
    await fantasy.update({ rows: Buffer.from('?') });
    await rebuild();
    const after = await fantasy.get();
    assert.deepEqual(after.get(`contests.${match.id}`), before);
    assert.equal((await firestore.db.doc(`contests/${match.id}/live/standings`).get()).get('seq'), events.length - 1);
  });
});
