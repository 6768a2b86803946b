import assert from 'node:assert/strict';
import { type EventRow } from '@fanfold/game/match';
import { projectorIntake } from '@fanfold/kit/commit';
import { type ChangeIntake, applyTombstones, statsTables, unpackRows } from '@fanfold/kit/changes';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { seededRandom } from '@fanfold/replay/random';
import { scorecardProjector } from '@fanfold/scorecards/projector';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { StatsHistory, imageOf } from './history.ts';
import { randomHistory } from './random-history.ts';

const { match, steps } = demoCricket();
const events = steps.flatMap((step) => step.events);
const SHARED = 'snapshots/scorecards';

/** A Firestore in memory that counts loads and commits of states. */
class Counted extends MemoryFirestore {
  loads: string[] = [];
  commits: string[] = [];
  override before: MemoryFirestore['before'] = (kind, paths) => {
    const states = paths.flatMap((path) => /^matches\/([^/]+)\/state\//.exec(path)?.[1] ?? []);
    (kind === 'read' ? this.loads : this.commits).push(...states);
  };

  forget(): void {
    this.loads = [];
    this.commits = [];
  }

  /** Keys of the live events of a match, as its next reader has them. */
  events(id: string): string[] {
    return this.#rows(`matches/${id}/state/scorecards`)
      .map(({ id: key }) => key)
      .sort();
  }

  tombstones(table: string): readonly unknown[] {
    return (this.documents.get(SHARED)?.data['tombstones'] as Record<string, unknown[]>)[table] ?? [];
  }

  seq(id: string): unknown {
    return this.documents.get(`matches/${id}/live/scorecard`)?.data['seq'];
  }

  /** What is in Firestore but for what counts commits; rows decoded, without what a snapshot voids. */
  content(): Record<string, unknown> {
    const all = [...this.documents]
      .filter(([path]) => path.startsWith('matches/'))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(
      all.map(([path, { data }]) => {
        const { rev: _rev, writes: _writes, outbox: _outbox, rows, ...content } = data;
        return [path, rows ? { ...content, rows: this.#rows(path) } : content];
      }),
    );
  }

  #rows(path: string): EventRow[] {
    const packed = this.documents.get(path)?.data['rows'] as Uint8Array | undefined;
    if (!packed) return [];
    const rows = unpackRows(packed, statsTables);
    const tombstones = this.documents.get(SHARED)?.data['tombstones'] as Parameters<typeof applyTombstones>[1];
    applyTombstones(rows, tombstones ?? {});
    return rows.table('match_events').live<EventRow>();
  }
}

function instanceOf(store: Counted): ChangeIntake {
  return projectorIntake({
    db: store.firestore,
    projector: scorecardProjector,
    publish: () => Promise.resolve(),
    pace: () => ({ liveCommitsPerSecond: 0, quietCommitSeconds: 0 }),
    epoch: () => 0,
  });
}

/** So many matches with so many events each. */
function season(matches: number, each: number): { history: StatsHistory; ids: string[] } {
  const history = new StatsHistory();
  const ids = Array.from({ length: matches }, (_, n) => `m${String(n).padStart(3, '0')}`);
  for (const id of ids) {
    history.put('matches', { ...imageOf(match), id });
    for (const [n, event] of events.slice(0, each).entries())
      history.put('match_events', { ...imageOf(event), id: `${id}-${String(n).padStart(3, '0')}`, match_id: id });
  }
  return { history, ids };
}

/** All messages as one. */
function joined(messages: readonly string[]): string {
  return JSON.stringify(messages.flatMap((message) => JSON.parse(message) as unknown[]));
}

async function deliver(intake: ChangeIntake, messages: readonly string[]): Promise<void> {
  for (const message of messages) await intake.handle(message);
}

/** The messages of a snapshot in chunks of so many rows. */
function snapshotOf(history: StatsHistory, chunkRows: number): string[] {
  history.messages.length = 0;
  history.snapshot('match_events', chunkRows);
  return [...history.messages];
}

describe('snapshots of all matches', () => {
  let store: Counted;

  beforeEach(() => {
    store = new Counted();
  });

  it('commit what their chunks refresh and nothing else, and read each match once beside those', async () => {
    const { history, ids } = season(60, 20);
    await instanceOf(store).handle(joined(history.messages));
    const chunks = snapshotOf(history, 40);
    assert.equal(chunks.length, 30);
    for (const instance of [instanceOf(store), instanceOf(store)]) {
      store.forget();
      await deliver(instance, chunks);
      assert.ok(store.loads.length <= ids.length * 2, `${store.loads.length} loads`);
    }
    assert.deepEqual(store.commits, []);
    assert.deepEqual(store.documents.get(SHARED)?.data['passes'], {});
    assert.equal(store.tombstones('match_events').length, 1);
  });

  it('take away what was deleted while nobody read, in matches that nobody has in memory', async () => {
    const { history, ids } = season(5, 6);
    await instanceOf(store).handle(joined(history.messages));
    history.silent = true;
    history.remove('match_events', 'm003-002');
    history.silent = false;
    const chunks = snapshotOf(history, 1);
    const last = chunks.splice(17, 1);
    await deliver(instanceOf(store), chunks.reverse());
    assert.deepEqual(Object.keys(store.documents.get(SHARED)?.data['passes'] as object), []);
    await deliver(instanceOf(store), [...last, ...last]);
    for (const id of ids) assert.equal(store.seq(id), id === 'm003' ? 5 : 6, id);
  });

  it('reach all matches at once by TRUNCATE', async () => {
    const { history, ids } = season(5, 6);
    const intake = instanceOf(store);
    await intake.handle(joined(history.messages));
    const source = {
      db: 'fanfold',
      table: 'match_events',
      file: 'binlog.000001',
      pos: 999_999,
      row: 0,
      ts_ms: 0,
      epoch: 1,
    };
    await instanceOf(store).handle(JSON.stringify({ op: 't', source }));
    for (const id of ids) assert.equal(store.seq(id), 0, id);
    await intake.handle(joined(history.messages));
    for (const id of ids) assert.equal(store.seq(id), 0, id);
  });

  it('void an old row that an instance takes which has the match in memory from before', async () => {
    const { history } = season(2, 6);
    const late = history.messages.at(-1) as string;
    const other = instanceOf(store);
    await other.handle(joined(history.messages.slice(0, -1)));
    history.silent = true;
    history.remove('match_events', 'm001-005');
    history.silent = false;
    await deliver(instanceOf(store), snapshotOf(history, 4));
    await other.handle(late);
    assert.equal(store.seq('m001'), 5);
  });

  it('void a row that another instance has committed since this one has read the match', async () => {
    const { history } = season(2, 6);
    const late = history.messages.at(-1) as string;
    const [one, other] = [instanceOf(store), instanceOf(store)];
    await one.handle(joined(history.messages.slice(0, -1)));
    await other.handle(late);
    history.silent = true;
    history.remove('match_events', 'm001-005');
    history.remove('match_events', 'm001-004');
    history.silent = false;
    const chunks = snapshotOf(history, 10);
    // The rows of the match are not in the messages of this instance: it has nothing to commit.
    for (const chunk of chunks) await one.handle(JSON.stringify((JSON.parse(chunk) as unknown[]).slice(-1)));
    assert.deepEqual(store.events('m001'), []);
    await deliver(other, chunks);
    assert.equal(store.seq('m001'), 4);
  });

  it('go on where a pass was interrupted', async () => {
    const { history, ids } = season(120, 1);
    await instanceOf(store).handle(joined(history.messages));
    const [message = ''] = snapshotOf(history, 1_000);
    const marker = JSON.stringify((JSON.parse(message) as unknown[]).slice(-1));
    const counting = store.before;
    store.before = (kind, paths) => {
      if (kind === 'read' && paths[0] === 'matches/m070/state/scorecards')
        throw Object.assign(new Error('denied'), { code: 7 });
      return counting(kind, paths);
    };
    await assert.rejects(instanceOf(store).handle(marker), /denied/);
    store.before = counting;
    store.forget();
    await instanceOf(store).handle(marker);
    assert.deepEqual([...new Set(store.loads)].sort(), ids.slice(50));
    for (const id of ids) assert.equal(store.seq(id), 0, id);
  });

  it('leave out a match whose state cannot be read', async () => {
    const { history, ids } = season(3, 2);
    await instanceOf(store).handle(joined(history.messages));
    const path = 'matches/m001/state/scorecards';
    const stored = store.documents.get(path) as NonNullable<ReturnType<(typeof store.documents)['get']>>;
    store.documents.set(path, { ...stored, data: { ...stored.data, rows: 'torn' } });
    const [message = ''] = snapshotOf(history, 1_000);
    await instanceOf(store).handle(JSON.stringify((JSON.parse(message) as unknown[]).slice(-1)));
    for (const id of ids) assert.equal(store.seq(id), id === 'm001' ? 2 : 0, id);
  });

  it('end the same in any order, with two instances at once', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = seededRandom(seed);
      const { messages } = randomHistory(random);
      const straight = new Counted();
      await instanceOf(straight).handle(joined(messages));
      const rough = new Counted();
      const pauses = () => (random() < 0.3 ? Promise.resolve() : undefined);
      const counting = rough.before;
      rough.before = (kind, paths) => (counting(kind, paths), pauses());
      const instances = [instanceOf(rough), instanceOf(rough)];
      const left = [...messages, ...messages.filter(() => random() < 0.3)]
        .map((message) => ({ message, at: random() }))
        .sort((a, b) => a.at - b.at);
      while (left.length > 0) {
        const wave = left.splice(0, 1 + Math.floor(random() * 8));
        const takers = wave.map(() => instances[random() < 0.5 ? 0 : 1] as ChangeIntake);
        await Promise.all(wave.map(({ message }, index) => (takers[index] as ChangeIntake).handle(message)));
      }
      assert.deepEqual(rough.content(), straight.content(), `seed ${seed}`);
    }
  });
});
