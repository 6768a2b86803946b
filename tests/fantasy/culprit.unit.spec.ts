import assert from 'node:assert/strict';
import { FantasyStore } from '@fanfold/fantasy/scorer/fantasy-store';
import { defaultTerms, termsPath } from '@fanfold/fantasy/scorer/terms';
import { eventRow } from '@fanfold/game/match';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { StatsHistory, imageOf } from '../folding/history.ts';
import { startScorer } from './scorer-instance.ts';

describe('a row that no scoring can take, and that comes before its match', () => {
  it('goes to the dead letters when the match comes, and the match and its other rows are taken', async () => {
    const { match, squads } = demoCricket();
    const memory = new MemoryFirestore();
    // A fault of ours: every ball that a batter faces makes the tally throw.
    const { scoring, ...terms } = defaultTerms('cricket');
    const broken = { ...terms, scoring: { ...scoring, strikeRate: { minBalls: 1, bands: null } }, matchId: match.id };
    await memory.firestore.doc(termsPath(match.id)).set(broken);
    const scorer = startScorer(memory.firestore);
    const history = new StatsHistory();
    for (const squad of squads) history.put('squads', imageOf(squad));
    const ball = {
      matchId: match.id,
      period: 1,
      kind: 'delivery',
      over: 0,
      playerId: squads[0]?.playerId ?? '',
    } as const;
    const wides = Array.from({ length: 9 }, (_, n) => eventRow({ ...ball, id: `wide${n}`, ord: n, wides: 1 }));
    for (const event of [...wides, eventRow({ ...ball, id: 'faced', ord: 4.5, runs: 1 })])
      history.put('match_events', imageOf(event));
    history.put('matches', imageOf(match));
    for (const message of history.messages) await scorer.handle(message);

    const { rows } = await new FantasyStore(memory.firestore).load(match.id);
    assert.equal(rows.table('matches').live().length, 1);
    assert.equal(rows.table('match_events').live().length, wides.length);
    assert.equal(memory.documents.get(`contests/${match.id}/live/standings`)?.data['seq'], wides.length);
    const letters = [...memory.documents].filter(([path]) => path.startsWith('deadLetters/'));
    assert.deepEqual(
      letters.map(([, { data }]) => [data['code'], (JSON.parse(String(data['payload'])) as { key: string }).key]),
      [['cannotFold', 'faced']],
    );
  });
});
