import assert from 'node:assert/strict';
import { EntryStore } from '@fanfold/fantasy/entries/entry-store';
import { FantasyStore } from '@fanfold/fantasy/scorer/fantasy-store';
import { demoFootball } from '@fanfold/replay/demo-football';
import { seededRandom } from '@fanfold/replay/random';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { StatsHistory, imageOf } from '../folding/history.ts';
import { randomEntries } from './random-entries.ts';
import { startScorer } from './scorer-instance.ts';

describe('a team in a contest that is not registered with its match', () => {
  it('goes to the dead letters, and the rows and teams of the same commit are taken', async () => {
    const { match, squads } = demoFootball();
    const memory = new MemoryFirestore();
    const scorer = startScorer(memory.firestore);
    const history = new StatsHistory();
    history.put('matches', imageOf(match));
    for (const squad of squads) history.put('squads', imageOf(squad));
    const playerIds = squads.map(({ playerId }) => playerId);
    const [first, stray, second] = randomEntries(seededRandom(1), playerIds, 3);
    assert.ok(first && stray && second);
    await Promise.all([
      ...history.messages.map((message) => scorer.handle(message)),
      scorer.enter(match.id, match.id, first),
      scorer.enter(match.id, 'written-by-hand', stray),
      scorer.enter(match.id, match.id, second),
    ]);
    const { own, rows } = await new FantasyStore(memory.firestore).load(match.id);
    const directory = await new EntryStore(memory.firestore).directory(match.id);
    assert.equal(directory.contests[match.id]?.entries, 2);
    assert.equal(own.contests[match.id]?.entriesRev, directory.rev);
    assert.equal(rows.table('squads').live().length, squads.length);
    const letters = [...memory.documents].filter(([path]) => path.startsWith('deadLetters/'));
    assert.deepEqual(
      letters.map(([, { data }]) => [data['code'], data['payload']]),
      [['refusedItem', `contests/written-by-hand/entries/${stray.id}`]],
    );
  });
});
