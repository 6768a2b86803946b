import assert from 'node:assert/strict';
import type { EventRow } from '@fanfold/game/match';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { MatchFeed, type Sent } from './feed.ts';
import type { PushedFunction } from './pushed-function.ts';
import { enter, pushedScorecards } from './scorecards.ts';

const MATCHES = 100;
const CONCURRENCY = 500;
/** Quiet rows linger for a day: what is committed is committed for another reason than time. */
const PACE = { liveCommitsPerSecond: 0, quietCommitSeconds: 86_400 };
const PASS: Partial<EventRow> = { kind: 'pass', variant: 'openPlay', card: null };
const FOUL: Partial<EventRow> = { kind: 'foul', card: null };
const GOAL: Partial<EventRow> = { kind: 'shot', outcome: 'goal', card: null };

describe('100 live matches on one instance', () => {
  let store: MemoryFirestore;
  let pushed: PushedFunction;
  let feeds: MatchFeed[];
  let published: Promise<void>[];

  beforeEach(async () => {
    store = new MemoryFirestore();
    pushed = pushedScorecards(store.firestore, PACE);
    feeds = Array.from({ length: MATCHES }, (_, number) => new MatchFeed(number, 0.01));
    published = [];
    await enter(feeds, pushed);
  });

  afterEach(async () => {
    // Commits all that lingers.
    const goals = feeds.map((feed) => publish(rowOf(feed, GOAL)));
    await Promise.all([...published, ...goals]);
    pushed.stop();
  });

  async function goalsOf(matchId: string): Promise<number> {
    const { home, away } = (await store.firestore.doc(`matches/${matchId}`).get()).get('score') as Record<
      'home' | 'away',
      string
    >;
    return Number(home) + Number(away);
  }

  function publish(sent: Sent): Promise<void> {
    const acked = pushed.publish(sent);
    published.push(acked);
    return acked;
  }

  it('commits every goal while quiet rows linger, and never takes more requests than it declares', async () => {
    for (let round = 0; round < 10; round++) {
      for (const feed of feeds) void publish(rowOf(feed, PASS));
      const scorers = feeds.slice(round * 10, round * 10 + 10);
      await Promise.all(scorers.map((feed) => publish(rowOf(feed, GOAL))));
    }
    assert.ok(pushed.open > 100, `${pushed.open} requests with quiet rows are open`);
    assert.ok(pushed.peakOpen < CONCURRENCY, `${pushed.peakOpen} requests were open at once`);
    assert.equal(pushed.refused, 0);
  });

  it('commits a goal while quiet rows of its own message linger', async () => {
    const [scorer, ...others] = feeds as [MatchFeed, ...MatchFeed[]];
    const goals = await goalsOf('football-0');
    const together = [...others.slice(0, 20).map((feed) => rowOf(feed, PASS)), rowOf(scorer, GOAL)];
    const rows = together.flatMap(({ text }) => JSON.parse(text) as object[]);
    void publish({ text: JSON.stringify(rows), kind: 'quiet' });
    await publish(rowOf(scorer, FOUL));
    assert.equal(await goalsOf('football-0'), goals + 1);
  });
});

function rowOf(feed: MatchFeed, columns: Partial<EventRow>): Sent {
  const sent = feed.next(columns);
  assert.ok(sent);
  return sent;
}
