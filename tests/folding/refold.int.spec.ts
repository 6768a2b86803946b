import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { root } from '@fanfold/tools/root';
import { demoFootball } from '@fanfold/replay/demo-football';
import type { ChangeIntake } from '@fanfold/kit/changes';
import { type Projector, projectorIntake } from '@fanfold/kit/commit';
import type { Effect } from '@fanfold/kit/messages';
import { scorecardProjector } from '@fanfold/scorecards/projector';
import type { Firestore } from 'firebase-admin/firestore';
import { dumpContent } from '../support/dump.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { StatsHistory, imageOf } from './history.ts';
import { startInstance } from './instance.ts';

const run = promisify(execFile);

/** The release before this one: it gave the header another result, and the timeline something that no longer follows. */
const olderProjector: Projector = {
  ...scorecardProjector,
  foldVersion: scorecardProjector.foldVersion - 1,
  project(matchId, rows) {
    const projection = scorecardProjector.project(matchId, rows);
    const documents = new Map(projection.documents);
    const header = documents.get('');
    if (header) documents.set('', { ...header, result: 'by the old rules' });
    documents.set('moments/old', { id: 'old', order: '00', text: 'a moment of the old rules' });
    return { ...projection, documents };
  },
};

function intakeOf(db: Firestore, projector: Projector, received: Effect[]): ChangeIntake {
  const publish = (effects: readonly Effect[]) => Promise.resolve(void received.push(...effects));
  const pace = () => ({ liveCommitsPerSecond: 0, quietCommitSeconds: 0 });
  return projectorIntake({ db, projector, publish, pace, epoch: () => 0 });
}

describe('a change of the rules', () => {
  const { match, squads, steps } = demoFootball();
  const history = new StatsHistory();
  history.put('matches', imageOf(match));
  for (const squad of squads) history.put('squads', imageOf(squad));
  for (const event of steps.slice(0, 100).flatMap(({ events }) => events)) history.put('match_events', imageOf(event));
  const earlier = history.messages.slice(0, -1);
  const last = history.messages.at(-1) as string;
  let firestore: TestFirestore;
  let expected: Record<string, unknown>;

  before(async () => {
    const straight = openFirestore();
    for (const message of history.messages) await startInstance(straight.db, []).intake.handle(message);
    expected = await dumpContent(straight.db);
    await straight.close();
  });
  beforeEach(async () => {
    firestore = openFirestore();
    const older = intakeOf(firestore.db, olderProjector, []);
    for (const message of earlier) await older.handle(message);
  });
  afterEach(() => firestore.close());

  it('reaches documents and moments with the next change, and nothing is said to have happened', async () => {
    const received: Effect[] = [];
    await intakeOf(firestore.db, scorecardProjector, received).handle(last);
    assert.deepEqual(await dumpContent(firestore.db), expected);
    assert.deepEqual(received, []);
  });

  it('reaches a match that is over by npm run refold, once', async () => {
    await intakeOf(firestore.db, olderProjector, []).handle(last);
    const env = { ...process.env, GCLOUD_PROJECT: firestore.projectId };
    const refold = () =>
      run(process.execPath, ['--import', 'tsx', resolve(root, 'tools/refold/scorecards.ts')], { env });
    assert.match((await refold()).stdout, new RegExp(`1/1 ${match.id}: 3 documents`));
    assert.deepEqual(await dumpContent(firestore.db), expected);
    assert.match((await refold()).stdout, /stood right/);
  });

  it('is never undone by an instance of the older release', async () => {
    await intakeOf(firestore.db, scorecardProjector, []).handle(last);
    const older = intakeOf(firestore.db, olderProjector, []);
    await assert.rejects(older.handle(last), /stateNewerThanCode/);
    assert.deepEqual(await dumpContent(firestore.db), expected);
  });
});
