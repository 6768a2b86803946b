import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { Write } from '../changes/row-set.ts';
import type { Effect } from '../messages/effect.ts';
import type { Publish } from '../messages/publish.ts';
import { eventWrite, matchWrite, runsProjector, wholeRange } from '../testing/events.ts';
import { MemoryFirestore } from '../testing/memory-firestore.ts';
import { CommitQueue } from './commit-queue.ts';
import { ProjectionCommitter } from './projection-committer.ts';
import { ProjectionStore } from './projection-store.ts';
import { NOTHING, type Projector } from './projector.ts';

const SCOPE = 'm1';

/** Has nothing to show before the row of `matches` has come. */
const announcedOnly: Projector = {
  ...runsProjector,
  project: (scope, rows) => (rows.table('matches').live().length === 0 ? NOTHING : runsProjector.project(scope, rows)),
};

describe('the commits of a projector', () => {
  let memory: MemoryFirestore;
  let published: Effect[];
  let isTopicDown: boolean;

  beforeEach(() => {
    memory = new MemoryFirestore();
    published = [];
    isTopicDown = false;
  });

  function publishUnlessDown(effects: readonly Effect[]): Promise<void> {
    if (isTopicDown) return Promise.reject(new Error('PERMISSION_DENIED'));
    published.push(...effects);
    return Promise.resolve();
  }

  /** One instance of a service. */
  function instance(projector = runsProjector, publish: Publish = publishUnlessDown): CommitQueue<readonly Write[]> {
    const committer = new ProjectionCommitter(SCOPE, new ProjectionStore(memory.firestore, projector), publish);
    const pace = () => ({ liveCommitsPerSecond: 0, quietCommitSeconds: 0 });
    return new CommitQueue(SCOPE, 'runs', pace, committer);
  }

  const board = () => memory.documents.get(`matches/${SCOPE}/live/runs`)?.data;
  const state = () => memory.documents.get(`matches/${SCOPE}/state/runs`)?.data;
  const deadLetters = () =>
    [...memory.documents].flatMap(([path, { data }]) => (path.startsWith('deadLetters/') ? [data] : []));
  const said = () => published.map(({ id, change }) => `${change} ${id}`);

  it('publishes the effects of the first commit once', async () => {
    await instance().submit([eventWrite('e1', { runs: 4 })]);
    assert.deepEqual(said(), ['created m1:e1']);
    assert.equal(state()?.['rev'], 1);
  });

  describe('more effects than a state has room for', () => {
    const detail = { text: 'x'.repeat(60_000) } as object;
    const large = Array.from({ length: 6 }, (_, n) => eventWrite(`e${n + 1}`, { runs: 4, detail }));
    const created = large.map((_, n) => `created m1:e${n + 1}`);
    const pages = () => [...memory.documents.keys()].filter((path) => path.includes('/state/runs-'));

    it('are committed beside it, published once, and then dropped', async () => {
      const queue = instance();
      await queue.submit(large);
      assert.deepEqual(said(), created);
      assert.ok(JSON.stringify(state()?.['outbox']).length <= 200_000);
      assert.equal(pages().length, 1);
      await queue.submit([eventWrite('e7', { runs: 1 })]);
      assert.deepEqual([said(), pages(), deadLetters()], [created, [], []]);
    });

    it('are published by the next instance when the one that committed them dies', async () => {
      isTopicDown = true;
      await assert.rejects(instance().submit(large));
      isTopicDown = false;
      await instance().submit([eventWrite('e7', { runs: 1 })]);
      assert.deepEqual([said(), pages(), deadLetters()], [created, [], []]);
    });

    it('are kept by a state that gives up its rows', async () => {
      isTopicDown = true;
      await assert.rejects(instance().submit(large));
      isTopicDown = false;
      await new ProjectionStore(memory.firestore, runsProjector).giveUpRows(SCOPE, 0);
      await instance().submit([eventWrite('e7', { runs: 1 })]);
      assert.deepEqual([said(), deadLetters()], [created, []]);
    });

    it('are published before the next commit where the topic is only slow', async () => {
      const answers: (() => void)[] = [];
      const slow: Publish = (effects) =>
        new Promise((done) => answers.push(() => done(void published.push(...effects))));
      const queue = instance(runsProjector, slow);
      const first = queue.submit(large.slice(0, 3));
      await until(() => answers.length > 0);
      const second = queue.submit(large.slice(3));
      await turn();
      assert.equal(state()?.['rev'], 1);
      answers.shift()?.();
      await first;
      await until(() => answers.length > 0);
      answers.shift()?.();
      await second;
      assert.deepEqual([said(), deadLetters()], [created, []]);
    });
  });

  describe('while effects cannot be published', () => {
    it('shows rows, and carries the effects on until they are published, the latest of each fact', async () => {
      isTopicDown = true;
      const first = instance();
      await assert.rejects(first.submit([eventWrite('e1', { runs: 4 })]), /PERMISSION_DENIED/);
      await assert.rejects(first.submit([eventWrite('e2', { runs: 6 })]), /PERMISSION_DENIED/);
      await assert.rejects(instance().submit([eventWrite('e1', { runs: 5 })]), /PERMISSION_DENIED/);
      assert.equal(board()?.['runs'], 11);
      isTopicDown = false;
      await instance().submit([eventWrite('e3', { runs: 1 })]);
      assert.deepEqual(said().sort(), ['created m1:e2', 'updated m1:e1']);
    });

    it('does not acknowledge a repeat before they are', async () => {
      isTopicDown = true;
      const write = eventWrite('e1', { runs: 4 });
      await assert.rejects(instance().submit([write]));
      await assert.rejects(instance().submit([write]), /PERMISSION_DENIED/);
      isTopicDown = false;
      await instance().submit([write]);
      assert.deepEqual(said(), ['created m1:e1']);
      assert.equal(state()?.['rev'], 1);
    });

    it('keeps in the dead letters what the state has no room for', async () => {
      isTopicDown = true;
      const queue = instance();
      const detail = { text: 'x'.repeat(60_000) } as object;
      for (let n = 1; n <= 6; n++) await assert.rejects(queue.submit([eventWrite(`e${n}`, { runs: 4, detail })]));
      assert.equal(board()?.['runs'], 24);
      assert.ok(JSON.stringify(state()?.['outbox']).length < 250_000);
      const kept = deadLetters().map((letter) => [letter['code'], /m1:e\d/.exec(String(letter['payload']))?.[0]]);
      assert.deepEqual(
        kept.sort(),
        ['m1:e1', 'm1:e2', 'm1:e3'].map((id) => ['outboxFull', id]),
      );
      isTopicDown = false;
      await queue.submit([eventWrite('e7', { runs: 0 })]);
      assert.deepEqual(said(), ['created m1:e4', 'created m1:e5', 'created m1:e6']);
    });
  });

  describe('a row that can never be committed', () => {
    const poisons: [string, Write][] = [
      ['makes the fold throw', eventWrite('poison', { over: 13 })],
      ['cannot be stored', eventWrite('poison', { runs: 4, detail: { fielders: [['Ann', 'Lee']] } as object })],
      ['has an effect that no state could be read with', eventWrite(`poison${'x'.repeat(400)}`, { runs: 4 })],
    ];
    for (const [how, poison] of poisons) {
      it(`goes to the dead letters alone when it ${how}, and the others are committed`, async () => {
        const queue = instance();
        await queue.submit([eventWrite('e1', { runs: 1 })]);
        const others = Array.from({ length: 20 }, (_, n) => eventWrite(`o${n}`, { runs: 1 }));
        await Promise.all([
          queue.submit([...others.slice(0, 7), poison, ...others.slice(7, 12)]),
          ...others.slice(12).map((write) => queue.submit([write])),
        ]);
        assert.equal(board()?.['runs'], 21);
        assert.equal(deadLetters().length, 1);
        const [letter] = deadLetters();
        assert.match(String(letter?.['code']), /cannotFold|cannotBeStored/);
        assert.match(String(letter?.['payload']), /poison/);
        await queue.submit([eventWrite('e2', { runs: 2 })]);
        assert.equal(board()?.['runs'], 23);
      });
    }

    for (const [how, poison] of [poisons[0], poisons[2]] as typeof poisons) {
      it(`is found in the state when it ${how}, once the row of the match comes that gives it something to show`, async () => {
        const queue = instance(announcedOnly);
        const others = Array.from({ length: 20 }, (_, n) => eventWrite(`e${n}`, { runs: 1 }));
        await queue.submit([...others.slice(0, 12), poison, ...others.slice(12)]);
        assert.equal(board(), undefined);
        await queue.submit([matchWrite(SCOPE)]);
        assert.deepEqual([board()?.['runs'], board()?.['matches']], [20, 1]);
        assert.equal(deadLetters().length, 1);
        assert.match(String(deadLetters()[0]?.['payload']), /poison/);
        // Pub/Sub may bring it again, and to another instance.
        await instance(announcedOnly).submit([poison, eventWrite('late', { runs: 2 })]);
        assert.equal(board()?.['runs'], 22);
        assert.equal(deadLetters().length, 1);
      });
    }

    it('is not sought where the state itself cannot be folded', async () => {
      await instance().submit([eventWrite('e1', { runs: 1 })]);
      const broken: Projector = {
        ...runsProjector,
        project: () => {
          throw new TypeError('a bug of this release');
        },
      };
      await assert.rejects(instance(broken).submit([eventWrite('e2', { runs: 2 })]), /a bug of this release/);
      assert.equal(deadLetters().length, 0);
      await instance().submit([eventWrite('e3', { runs: 2 })]);
    });
  });

  describe('a release that folds otherwise', () => {
    const newer: Projector = { ...runsProjector, foldVersion: 2 };

    it('tells what its first message brings, and nothing of what was there', async () => {
      const older = instance();
      await older.submit([eventWrite('e1', { runs: 4 })]);
      // The next commit carries none: what the first one brought is known to be published.
      await older.submit([eventWrite('e0', { runs: 1 })]);
      published = [];
      await instance(newer).submit([eventWrite('e2', { runs: 6 })]);
      assert.deepEqual(said(), ['created m1:e2']);
    });

    it('is never undone by the older one', async () => {
      await instance(newer).submit([eventWrite('e1', { runs: 4 })]);
      await assert.rejects(instance().submit([eventWrite('e2', { runs: 6 })]), /stateNewerThanCode/);
    });
  });

  describe('a state that is made anew', () => {
    it('leaves the public documents until all rows are here, then takes away what no longer follows, under a higher rev', async () => {
      const given = instance();
      await given.submit([eventWrite('e1', { runs: 4 }), eventWrite('gone', { runs: 6 })]);
      await given.submit([eventWrite('e0', { runs: 0 })]);
      const before = state()?.['rev'] as number;
      await new ProjectionStore(memory.firestore, runsProjector).giveUpRows(SCOPE, 0);
      published = [];
      const queue = instance();
      await queue.submit([eventWrite('e2', { runs: 1 })]);
      assert.equal(board()?.['runs'], 10);
      await queue.submit([wholeRange('matches'), wholeRange('squads')]);
      assert.equal(board()?.['runs'], 10);
      await queue.submit([wholeRange('match_events'), eventWrite('e1', { runs: 4 }), eventWrite('e2', { runs: 1 })]);
      assert.equal(board()?.['runs'], 5);
      assert.deepEqual(said(), ['revoked m1:gone']);
      assert.ok((state()?.['rev'] as number) > before);
      assert.ok(published.every(({ rev }) => rev > before));
    });
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await turn();
}
