import assert from 'node:assert/strict';
import { PUSH_REQUESTS_TOPIC } from '@fanfold/kit/messages';
import { did } from '../../../game/testing/fans.ts';
import { FansInMemory } from '../testing/fans-in-memory.ts';
import { foldDueFans } from './fold-due-fans.ts';
import { FOLD_SHARDS } from './fold-key.ts';

const HOUR_MS = 3_600_000;

describe('fans whose day begins', () => {
  const days = (uid: string, from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, n) => ({
      uid,
      version: 1,
      before: null,
      after: did('watched', `2026-06-${String(from + n).padStart(2, '0')}T12:00Z`),
    }));

  it('are told that a streak is at risk, frozen or lost, once each, and then left alone', async () => {
    const fans = new FansInMemory();
    await fans.take(...days('ana', 8, 14));
    await fans.take(...days('ana', 15, 15));
    assert.deepEqual(fans.ids(PUSH_REQUESTS_TOPIC), []);
    const news: string[][] = [];
    for (let day = 16; day <= 20; day++) {
      fans.at = new Date(`2026-06-${day}T00:00:00Z`);
      const before = fans.ids(PUSH_REQUESTS_TOPIC);
      await foldDueFans(fans);
      await foldDueFans(fans);
      news.push(fans.ids(PUSH_REQUESTS_TOPIC).filter((id) => !before.includes(id)));
    }
    assert.deepEqual(news, [
      ['fans:ana:atRisk:daily:2026-06-16'],
      ['fans:ana:atRisk:daily:2026-06-17', 'fans:ana:frozen:daily:2026-06-16'],
      ['fans:ana:lost:daily:2026-06-18'],
      [],
      [],
    ]);
    const risk = fans.published.find(({ item }) => item.id === 'fans:ana:atRisk:daily:2026-06-16');
    assert.equal((risk?.item as { until?: string }).until, '2026-06-17T00:00:00.000Z');
    assert.equal(fans.state('ana')?.foldAt, null);
  });

  it('are all folded, each once, also when one fails or a run is cut off', async () => {
    const fans = new FansInMemory();
    const uids = Array.from({ length: 100 }, (_, n) => `fan${n}`);
    await fans.take(...uids.flatMap((uid) => days(uid, 15, 15)));
    const shards = new Set(uids.map((uid) => fans.state(uid)?.foldAt?.slice(0, 2)));
    assert.equal(shards.size, FOLD_SHARDS);
    fans.at = new Date('2026-06-16T00:00:00Z');
    const folds = new Map<string, number>();
    fans.store.before = (kind, paths) => {
      if (kind !== 'commit') return;
      if (paths.some((path) => path.startsWith('fans/fan7/'))) throw Object.assign(new Error('no answer'), { code: 4 });
      const states = paths.filter((path) => path.endsWith('/state/activities') && paths.length > 1);
      for (const path of states) folds.set(path, (folds.get(path) ?? 0) + 1);
    };
    await assert.rejects(foldDueFans(fans), { code: 4 });
    assert.equal(folds.size, 99);
    assert.deepEqual(new Set(folds.values()), new Set([1]));
    fans.store.before = () => undefined;
    assert.equal(await foldDueFans(fans), 1);
    for (const uid of uids) assert.equal(fans.profile(uid).streaks['daily']?.status, 'open');
  });

  it('stop being folded when the time of a run is over, and the next run goes on', async () => {
    const fans = new FansInMemory();
    await fans.take(...days('ana', 15, 15), ...days('ben', 15, 15));
    fans.at = new Date('2026-06-16T00:00:00Z');
    const { at } = fans;
    const slow = {
      ...fans,
      db: fans.db,
      publish: fans.publish,
      now: () => (fans.at = new Date(fans.at.getTime() + HOUR_MS)),
    };
    assert.equal(await foldDueFans(slow), 0);
    fans.at = at;
    assert.equal(await foldDueFans(fans), 2);
  });

  it('have published what an instance left in their outbox that has died', async () => {
    const fans = new FansInMemory();
    fans.beforePublish = () => {
      throw new Error('killed');
    };
    const won = did('fantasy.hundredPoints', '2026-06-15T11:00Z');
    await assert.rejects(fans.take({ uid: 'ana', version: 1, before: null, after: won }));
    fans.beforePublish = () => undefined;
    assert.equal(await foldDueFans(fans), 0);
    fans.at = new Date(fans.at.getTime() + 5 * 60_000);
    assert.equal(await foldDueFans(fans), 1);
    assert.deepEqual(
      fans.published.map(({ item }) => item.id),
      ['fans:ana:achievement:centurion:0'],
    );
    assert.deepEqual(fans.state('ana')?.outbox, []);
    assert.equal(fans.state('ana')?.foldAt, null);
  });
});
