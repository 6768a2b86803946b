import assert from 'node:assert/strict';
import { did } from '../../../game/testing/fans.ts';
import { FansInMemory } from '../testing/fans-in-memory.ts';
import { directFan } from './direct-fan.ts';
import { recordActivity, recordActivitySchema } from './record-activity.ts';
import { setZone } from './set-zone.ts';

const ANA = { uid: 'ana', ops: false, token: {} };

describe('what an app reports of its fan', () => {
  let fans: FansInMemory;

  beforeEach(() => (fans = new FansInMemory()));

  const watch = (key: string, subject = 'm1') => recordActivity(fans, ANA, { key, kind: 'watched', subject });

  it('counts once, by the clock of the server, and a repeat answers as the first did', async () => {
    const first = await watch('k1');
    assert.deepEqual(first, { at: '2026-06-15T12:00:00.000Z', left: 49 });
    fans.at = new Date('2026-07-01T00:00:01Z');
    assert.deepEqual((await watch('k1')).at, first.at);
    assert.equal(fans.profile('ana').xp, 10);
    await watch('k2');
    assert.equal(fans.profile('ana').xp, 20);
  });

  it('is one activity when it is called twice at once', async () => {
    const answers = await Promise.all([watch('k1'), watch('k1')]);
    assert.deepEqual(
      answers.map(({ at }) => at),
      ['2026-06-15T12:00:00.000Z', '2026-06-15T12:00:00.000Z'],
    );
    assert.equal(fans.profile('ana').xp, 10);
  });

  it('is refused under a key that stands for something else', async () => {
    await watch('k1');
    await assert.rejects(watch('k1', 'm2'), { code: 'idempotencyConflict' });
    await assert.rejects(recordActivity(fans, ANA, { key: 'k1', kind: 'shared', subject: 'm1' }), {
      code: 'idempotencyConflict',
    });
  });

  it('has a most on each day of the fan, in their zone', async () => {
    await setZone(fans, ANA, { zone: 'America/New_York' });
    for (let n = 0; n < 20; n++) await recordActivity(fans, ANA, { key: `s${n}`, kind: 'shared' });
    const more = () => recordActivity(fans, ANA, { key: 'more', kind: 'shared' });
    await assert.rejects(more(), { code: 'tooManyRequests', details: { retryAfterSeconds: 16 * 3_600 } });
    assert.equal(fans.state('ana')?.profile?.xp, 15);
    assert.deepEqual(await watch('k1'), { at: '2026-06-15T12:00:00.000Z', left: 49 });
    fans.at = new Date('2026-06-16T03:59:59Z');
    await assert.rejects(more(), { code: 'tooManyRequests' });
    fans.at = new Date('2026-06-16T04:00:00Z');
    assert.equal((await more()).left, 19);
    assert.equal(fans.profile('ana').on, '2026-06-16');
  });

  it('is none of the kinds that servers know better', () => {
    const wrong = ['won', 'scored', 'invited', 'predicted', 'fantasy.lead', 'x'].map((kind) => ({ key: 'k', kind }));
    for (const input of [
      ...wrong,
      { kind: 'watched' },
      { key: 'k', kind: 'watched', at: 1 },
      { key: 'a/b', kind: 'watched' },
    ])
      assert.equal(recordActivitySchema.safeParse(input).success, false, JSON.stringify(input));
    assert.ok(recordActivitySchema.safeParse({ key: 'k', kind: 'watched', subject: 'm1' }).success);
  });

  it('is refused of a fan who is erased', async () => {
    const ops = { uid: 'operator', ops: true, token: {} };
    await directFan(fans.db, ops, 'eraseFan', { uid: 'ana', reason: 'Asked for.' }, fans.now);
    await assert.rejects(watch('k1'), { code: 'fanErased' });
    await assert.rejects(setZone(fans, ANA, { zone: 'Asia/Kolkata' }), { code: 'fanErased' });
    assert.equal(fans.fields('fans/ana'), undefined);
  });

  it('answers when Pub/Sub does not, and is published by the scheduled fold', async () => {
    fans.rules = {
      ...fans.rules,
      achievements: {
        first: { title: 'First', secret: false, tiers: [{ when: { counter: 'matches', atLeast: 1 }, coins: 1 }] },
      },
    };
    fans.beforePublish = () => {
      throw new Error('down');
    };
    await watch('k1');
    assert.equal(fans.state('ana')?.outbox.length, 1);
  });
});

describe('the zone of a fan', () => {
  it('is that of all their days when they have done nothing yet', async () => {
    const fans = new FansInMemory();
    const { nextDayAt } = await setZone(fans, ANA, { zone: 'Asia/Kolkata' });
    assert.equal(nextDayAt, '2026-06-15T18:30:00.000Z');
    assert.deepEqual(fans.state('ana')?.zones, [{ zone: 'Asia/Kolkata', from: 0 }]);
  });

  it('changes no day that has begun, and those that are dated after it', async () => {
    const fans = new FansInMemory();
    const at = (time: string, id: string) => ({
      uid: 'ana',
      version: 1,
      before: null,
      after: { ...did('watched', time), id },
    });
    fans.at = new Date('2026-06-30T23:50:00Z');
    // By a clock that is half an hour ahead.
    await fans.take(at('2026-06-30T11:00Z', 'a'), at('2026-07-01T00:20Z', 'b'));
    assert.equal(fans.profile('ana').on, '2026-07-01');
    await setZone(fans, ANA, { zone: 'America/New_York' });
    assert.equal(fans.profile('ana').on, '2026-06-30');
    const { rev } = fans.state('ana') ?? {};
    await setZone(fans, ANA, { zone: 'America/New_York' });
    assert.equal(fans.state('ana')?.rev, rev);
  });

  it('is refused when there is no such one, and when there were too many in a year', async () => {
    const fans = new FansInMemory();
    for (const zone of ['Mars/Olympus', '+05:30', 'utc; x'])
      await assert.rejects(setZone(fans, ANA, { zone }), { code: 'unknownZone' });
    await fans.take({ uid: 'ana', version: 1, before: null, after: did('watched', '2026-06-15T11:00Z') });
    const next = (n: number) => {
      fans.at = new Date(fans.at.getTime() + 60_000);
      return setZone(fans, ANA, { zone: n % 2 === 0 ? 'Asia/Kolkata' : 'Europe/London' });
    };
    for (let n = 0; n < 100; n++) await next(n);
    await assert.rejects(next(100), { code: 'tooManyZones' });
  });
});
