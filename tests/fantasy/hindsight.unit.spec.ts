import assert from 'node:assert/strict';
import { decidePowerUp } from '@fanfold/fantasy/calls/decide-power-up';
import type { ClockReading, Contest, Place } from '@fanfold/game/fantasy';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { StatsHistory, imageOf } from '../folding/history.ts';
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
