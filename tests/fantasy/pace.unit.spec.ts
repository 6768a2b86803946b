import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { NO_CONTEST_STATE } from '@fanfold/fantasy/scorer/state';
import { defaultTerms, termsPath } from '@fanfold/fantasy/scorer/terms';
import { demoFootball } from '@fanfold/replay/demo-football';
import { seededRandom } from '@fanfold/replay/random';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { StatsHistory, imageOf } from '../folding/history.ts';
import { contentOfContest } from './contest-content.ts';
import { randomEntries } from './random-entries.ts';
import { startScorer } from './scorer-instance.ts';

/** Quiet changes linger for a day. */
const LINGERING = { liveCommitsPerSecond: 0, quietCommitSeconds: 86_400 };

describe('entries at the pace of production', () => {
  it('are kept, whatever becomes of the commit of the match meanwhile', async () => {
    const { match, squads } = demoFootball();
    const memory = new MemoryFirestore();
    const scorer = startScorer(memory.firestore, undefined, undefined, undefined, LINGERING);
    const history = new StatsHistory();
    history.put('matches', imageOf(match));
    for (const squad of squads) history.put('squads', imageOf(squad));
    await scorer.handle(JSON.stringify(history.messages.flatMap((text) => JSON.parse(text) as unknown[])));
    const ids = squads.map(({ playerId }) => playerId);
    const [first, edit, other] = randomEntries(seededRandom(1), ids, 3, { powered: 0 });
    assert.ok(first && edit && other);
    await scorer.writer.enter(match.id, match.id, first);
    const edited = scorer.writer.enter(match.id, match.id, { ...first, revision: 2, picks: edit.picks });
    void scorer.tick(match.id);
    await turn();
    await openMega(memory, match.id);
    await Promise.all([edited, scorer.writer.enter(match.id, 'mega', other)]);
    const { entries } = await contentOfContest(memory.firestore, match.id);
    const [kept] = entries as { revision: number; picks: unknown }[];
    assert.deepEqual([kept?.revision, kept?.picks], [2, edit.picks]);
  });
});

/** As openContest does: the terms and the match's state, in one commit. */
async function openMega(memory: MemoryFirestore, matchId: string): Promise<void> {
  const { firestore } = memory;
  const state = firestore.doc(`matches/${matchId}/state/fantasy`);
  const { rev, contests, ...stored } = (await state.get()).data() as { rev: number; contests: object };
  const mega = { ...NO_CONTEST_STATE, terms: rev + 1 };
  const batch = firestore.batch();
  batch.set(firestore.doc(termsPath('mega')), { matchId, ...defaultTerms('football'), name: 'Mega' });
  batch.set(state, { ...stored, rev: rev + 1, contests: { ...contests, mega } });
  await batch.commit();
}
