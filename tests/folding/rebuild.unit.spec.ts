import assert from 'node:assert/strict';
import type { ChangeIntake } from '@fanfold/kit/changes';
import { ProjectionStore, projectorIntake } from '@fanfold/kit/commit';
import { demoFootball } from '@fanfold/replay/demo-football';
import { scorecardProjector } from '@fanfold/scorecards/projector';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { StatsHistory, imageOf } from './history.ts';

describe('a match that is rebuilt', () => {
  const { match, squads, steps } = demoFootball();
  let memory: MemoryFirestore;
  let running: ChangeIntake;
  let history: StatsHistory;

  beforeEach(async () => {
    memory = new MemoryFirestore();
    running = projectorIntake({
      db: memory.firestore,
      projector: scorecardProjector,
      publish: () => Promise.resolve(),
      pace: () => ({ liveCommitsPerSecond: 0, quietCommitSeconds: 0 }),
      epoch: () => 0,
    });
    history = new StatsHistory();
    history.put('matches', imageOf(match));
    for (const squad of squads) history.put('squads', imageOf(squad));
    for (const { events } of steps.slice(0, 10))
      for (const event of events) history.put('match_events', imageOf(event));
    for (const message of history.messages) await running.handle(message);
  });

  async function rebuild(repair: readonly string[]): Promise<void> {
    await new ProjectionStore(memory.firestore, scorecardProjector).giveUpRows(match.id, 0);
    for (const message of repair) await running.handle(message);
  }

  const state = () => memory.documents.get(`matches/${match.id}/state/scorecards`)?.data;

  it('is whole again when nothing has happened in MySQL since the last repair', async () => {
    const repair = history.repairMessages(match.id);
    await rebuild(repair);
    const { seq } = state() ?? {};
    await rebuild(repair);
    assert.deepEqual([state()?.['rebuilding'], state()?.['seq']], [false, seq]);
  });
});
