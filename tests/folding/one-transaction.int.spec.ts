import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Bench, openBench } from '@fanfold/changelog/testing/bench';
import { type ConnectorRun, startRun } from '@fanfold/changelog/testing/run';
import { statsTables } from '@fanfold/kit/contract';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { columnsOf, insertRow, updateMatch } from '@fanfold/replay/rows-to-sql';
import { root } from '@fanfold/tools/root';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { startInstance } from './instance.ts';

const SCHEMA = readFileSync(resolve(root, 'emulators/mysql/schema.sql'), 'utf8');

describe('one transaction', () => {
  let bench: Bench;
  let run: ConnectorRun;
  let firestore: TestFirestore;

  beforeEach(async () => {
    firestore = openFirestore();
    bench = await openBench(
      statsTables.map(({ table }) => table),
      [SCHEMA],
    );
    run = await startRun(bench.config);
  });
  afterEach(async () => {
    await run.stop();
    await bench.close();
    await firestore.close();
  });

  it('arrives as one message and one commit, whichever tables of the match it touches', async () => {
    const { match, squads, steps } = demoCricket();
    const [first] = steps.flatMap(({ events }) => events);
    assert.ok(first);
    await bench.sql.beginTransaction();
    await insertRow(bench.sql, 'matches', columnsOf(match));
    for (const squad of squads) await insertRow(bench.sql, 'squads', columnsOf(squad));
    await insertRow(bench.sql, 'match_events', columnsOf(first));
    await updateMatch(bench.sql, match.id, { status: 'live' });
    await bench.sql.commit();
    await bench.until(() => bench.messages.some(({ envelopes }) => envelopes.some(({ op }) => op === 'u')));

    const [message, ...others] = bench.messages.filter(({ envelopes }) =>
      envelopes.some(({ op }) => 'cu'.includes(op)),
    );
    assert.deepEqual(others, []);
    assert.equal(message?.topic, 'changes.match');
    const changes = message.envelopes.map(({ op, source }) => `${op} ${source.table}`);
    const expected = ['c matches', ...squads.map(() => 'c squads'), 'c match_events', 'u matches'];
    assert.deepEqual(changes, expected, 'in the order of the transaction');

    await startInstance(firestore.db, []).intake.handle(JSON.stringify(message.envelopes));
    const scorecard = await firestore.db.doc(`matches/${match.id}/live/scorecard`).get();
    assert.equal(scorecard.get('rev'), 1);
    assert.equal((scorecard.get('innings') as unknown[]).length, 1);
    assert.equal((await firestore.db.doc(`matches/${match.id}`).get()).get('status'), 'live');
  });
});
