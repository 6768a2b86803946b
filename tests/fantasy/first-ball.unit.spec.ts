import assert from 'node:assert/strict';
import { seededRandom } from '@fanfold/replay/random';
import { ContestInMemory, MATCH, PLAYERS, START } from './contest-in-memory.ts';

/** Three pages of blocks, each of several portions. */
const FANS = 40_000;

type Saved = ReturnType<ContestInMemory['memory']['documents']['get']> & object;
type Step = 'lock' | 'ball' | 'read';

describe('the first ball of a contest that many have entered since the scorer last looked', () => {
  let contest: ContestInMemory;
  /** Entries that the standings show, after each commit. */
  let shown: unknown[];

  /** Documents of the entries, which every case begins with. */
  const saved: [path: string, document: Saved][] = [];

  before(async () => {
    const { memory, scorer } = new ContestInMemory();
    const random = seededRandom(1);
    const picks = PLAYERS.slice(0, 11).map((playerId) => ({ playerId, multiplier: 1 }));
    const entries = Array.from({ length: FANS }, (_, fan) => {
      return { id: `${fan}${noise(random)}_1`, revision: 1, picks, powerUps: [] };
    });
    await Promise.all(entries.map((entry) => scorer.writer.enter(MATCH, MATCH, entry)));
    saved.push(...memory.documents);
    assert.ok(saved.length > 100);
  });

  beforeEach(async () => {
    contest = new ContestInMemory();
    await contest.announce();
    for (const [path, document] of saved) contest.memory.documents.set(path, document);
    contest.now = new Date(START);
  });

  /** Readings of blocks and commits of the scorer as they come; when the first blocks are read, the second ball is bowled. */
  function watch(): { steps: Step[]; secondBall: () => Promise<void> } {
    const { memory } = contest;
    const steps: Step[] = [];
    shown = [];
    let bowled: Promise<void> | undefined;
    const commit = memory.commit.bind(memory);
    memory.commit = async (writes) => {
      const done = await commit(writes);
      shown.push(contest.document('/live/standings')?.['entries']);
      return done;
    };
    memory.before = (kind, paths) => {
      if (kind === 'commit') steps.push(paths.includes(`contests/${MATCH}/state/lock`) ? 'lock' : 'ball');
      if (kind !== 'read' || !paths.some((path) => path.includes('/state/entries-'))) return;
      steps.push('read');
      bowled ??= contest.type('2');
    };
    return { steps, secondBall: () => bowled ?? assert.fail('no block is read') };
  }

  function assertWhole(): void {
    const { seq, entries } = contest.document('/live/standings') ?? {};
    assert.deepEqual([seq, entries], [2, FANS]);
  }

  it('locks it before any of their teams is read, and the second ball does not wait until all are', async () => {
    const { steps, secondBall } = watch();
    await contest.type('1');
    await contest.scorer.tick(MATCH);
    await secondBall();
    assert.equal(steps[0], 'lock');
    assert.ok(steps.indexOf('ball') < steps.lastIndexOf('read'), steps.join(' '));
    assertWhole();
  });

  for (const [which, scorerOf] of [
    ['was overtaken', () => contest.scorer],
    ['comes cold', () => contest.startScorer()],
  ] as const) {
    it(`locks it before all of their teams are read by an instance that ${which}, and the standings never count fewer`, async () => {
      await contest.startScorer().tick(MATCH);
      const { steps, secondBall } = watch();
      await contest.type('1', {}, scorerOf());
      await secondBall();
      assert.ok(steps.indexOf('lock') < steps.lastIndexOf('read'), steps.join(' '));
      assert.deepEqual([...new Set(shown)], [FANS]);
      assertWhole();
    });
  }
});

/** 80 letters that no packing makes much shorter. */
function noise(random: () => number): string {
  return Array.from({ length: 80 }, () => String.fromCharCode(0x4e00 + Math.floor(random() * 20_000))).join('');
}
