import assert from 'node:assert/strict';
import { powerUp } from '@fanfold/fantasy/calls/power-up';
import { decidePowerUp } from '@fanfold/fantasy/calls/decide-power-up';
import type { ClockReading, Contest, Place } from '@fanfold/game/fantasy';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { StatsHistory, imageOf } from '../folding/history.ts';
import { ContestInMemory, MATCH, START as STARTS_AT } from './contest-in-memory.ts';
import { startScorer } from './scorer-instance.ts';

const { match, squads, steps } = demoCricket();
const START = Date.parse(match.startsAt);
const balls = steps.flatMap(({ events }) => events).filter(({ period }) => period === 1);
const minutes = (count: number) => new Date(START + count * 60_000);
const [picked = ''] = squads.map(({ playerId }) => playerId);

/** A match of which each over takes four minutes, and is committed when its balls are bowled; every commit by an instance that has just started. */
class Match {
  readonly #memory = new MemoryFirestore();
  readonly #history = new StatsHistory();
  #sent = 0;

  async announce(): Promise<void> {
    this.#history.put('matches', imageOf(match));
    for (const squad of squads) this.#history.put('squads', imageOf(squad));
    await this.#commit(minutes(-60));
  }

  /** Commits the balls of an over, those of its first half and of its second by two instances. */
  async play(over: number): Promise<void> {
    const own = balls.filter((ball) => (ball.over ?? 0) === over);
    const half = Math.ceil(own.length / 2);
    for (const [part, at] of [
      [own.slice(0, half), 4 * over],
      [own.slice(half), 4 * over + 2],
    ] as const) {
      for (const ball of part) this.#history.put('match_events', imageOf(ball));
      await this.#commit(minutes(at));
    }
  }

  /** Where a power-up counts from that a fan uses at this time. */
  async startAt(now: Date): Promise<Place> {
    const [contest, standings] = await this.#memory.firestore.getAll(
      ...['', '/live/standings'].map((path) => this.#memory.firestore.doc(`contests/${match.id}${path}`)),
    );
    const entry = { picks: [{ playerId: picked, multiplier: 1 }], powerUps: [], revision: 1 };
    const facts = {
      contest: contest?.data() as Contest | undefined,
      entry,
      reading: standings?.get('reading') as ClockReading | null,
      isErased: false,
    };
    return decidePowerUp(facts, { kind: 'triple', playerId: picked }, now).powerUp.since;
  }

  async #commit(now: Date): Promise<void> {
    const scorer = startScorer(this.#memory.firestore, undefined, undefined, () => now);
    for (const message of this.#history.messages.slice(this.#sent)) await scorer.handle(message);
    this.#sent = this.#history.messages.length;
  }
}

describe('a power-up that is used by what a fan in the ground has seen', () => {
  it('counts from an over that cannot have begun, though the feed is late and instances change in mid-over', async () => {
    const played = new Match();
    await played.announce();
    for (let over = 0; over <= 5; over++) await played.play(over);
    // Live: the sixth over is on since minute 20.
    assert.deepEqual(await played.startAt(minutes(22.4)), { period: 1, unit: 6 });
    // Three sixes of the seventh over are hit, and the feed has none of it.
    assert.deepEqual(await played.startAt(minutes(25.5)), { period: 1, unit: 8 });
    await played.play(6);
    assert.deepEqual(await played.startAt(minutes(26.4)), { period: 1, unit: 7 });
  });
});

describe('a power-up that is used by a ball which was taken back', () => {
  const after = (count: number) => new Date(Date.parse(STARTS_AT) + count * 60_000);
  let contest: ContestInMemory;

  const type = (over: number, now: Date, scorer = contest.scorer) => {
    contest.now = now;
    return contest.type(String(over + 1), { over, runs: 6 }, scorer);
  };
  const use = (now: Date) => {
    const input = { contestId: MATCH, n: 1, kind: 'triple', playerId: picksOfFan[0] as string };
    return powerUp(contest.memory.firestore, { uid: 'fan0', ops: false, token: {} }, input, () => now);
  };
  const picksOfFan = ['p0'];

  beforeEach(async () => {
    contest = new ContestInMemory();
    await contest.announce();
    const fields = { uid: 'fan0', n: 1, picks: [{ playerId: 'p0', multiplier: 1 }], powerUps: [], revision: 1 };
    await contest.memory.firestore.doc(`contests/${MATCH}/entries/fan0_1`).set(fields);
    for (const over of [0, 1, 2]) await type(over, after(4 * over));
    contest.now = after(8.5);
    await contest.takeBack('3');
  });

  it('is refused until a row has come as far again, whichever instance commits meanwhile', async () => {
    await assert.rejects(use(after(9)), { code: 'scoresLate' });
    contest.now = after(9.2);
    await contest.type('4', { over: 1 }, contest.startScorer());
    await assert.rejects(use(after(9.3)), { code: 'scoresLate' });
    await type(2, after(9.5), contest.startScorer());
    assert.deepEqual((await use(after(9.6))).since, { period: 1, unit: 3 });
  });

  it('is refused for twenty minutes when none does', async () => {
    await assert.rejects(use(after(28)), { code: 'scoresLate' });
    contest.now = after(28.5);
    await contest.type('4', { over: 1 });
    assert.deepEqual((await use(after(28.6))).since, { period: 1, unit: 2 });
  });
});
