import assert from 'node:assert/strict';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { demoFootball } from '@fanfold/replay/demo-football';
import { rowsOf } from '@fanfold/replay/script';
import { foldMatch } from '@fanfold/game/match';
import type { Effect } from '@fanfold/kit/messages';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { StatsHistory, imageOf } from './history.ts';
import { startInstance } from './instance.ts';

describe('the result of a match', () => {
  let firestore: TestFirestore;

  beforeEach(() => {
    firestore = openFirestore();
  });
  afterEach(() => firestore.close());

  for (const script of [demoCricket(), demoFootball()]) {
    it(`is created once, in any order of final and the last rows of ${script.match.id}`, async () => {
      const { match, squads, events } = rowsOf(script);
      const history = new StatsHistory();
      history.put('matches', imageOf(script.match));
      for (const squad of squads) history.put('squads', imageOf(squad));
      for (const event of events.slice(0, -2)) history.put('match_events', imageOf(event));
      const early = history.messages.splice(0).flatMap((message) => JSON.parse(message) as unknown[]);
      for (const event of events.slice(-2)) history.put('match_events', imageOf(event));
      history.put('matches', imageOf(match));
      const text = foldMatch({ match, squads, events })?.header.result;

      for (const order of permutations(history.messages)) {
        await firestore.clear();
        const received: Effect[] = [];
        const { intake } = startInstance(firestore.db, received);
        await intake.handle(JSON.stringify(early));
        received.length = 0;
        for (const message of order) await intake.handle(message);
        const results = received.filter(({ body }) => body['kind'] === 'result');
        assert.deepEqual(
          results.map(({ id, change, body }) => [id, change, body['text']]),
          [[`${match.id}:result`, 'created', text]],
        );
        const created = received.filter(({ change }) => change === 'created').map(({ id }) => id);
        assert.equal(new Set(created).size, created.length);
        assert.deepEqual(
          received.filter(({ change }) => change === 'revoked'),
          [],
        );
      }
    });
  }
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first, at) => permutations(items.filter((_, n) => n !== at)).map((rest) => [first, ...rest]));
}
