import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type Activity, type ActivityRow, DEFAULT_RULES, decodeMonth, encodeMonth } from '@fanfold/game/fans';
import { GRANTS_TOPIC, PUSH_REQUESTS_TOPIC } from '@fanfold/kit/messages';
import fc from 'fast-check';
import { comparableProfile, profileByModel } from '../../../game/testing/fan-model.ts';
import { did } from '../../../game/testing/fans.ts';
import { directFan } from '../calls/direct-fan.ts';
import { setProfile } from '../calls/set-profile.ts';
import { FansInMemory, type RowStep, envelopeOf } from '../testing/fans-in-memory.ts';
import { ActivityIntake } from './activity-intake.ts';
import { monthPath } from './documents.ts';
import { eraseActivities } from './erase-activities.ts';
import { FEED } from './write-fan.ts';

const UIDS = ['ana', 'ben', 'cleo'];
const DAY_MS = 86_400_000;
const FROM = Date.parse('2026-05-28T00:00:00Z');
const KINDS = ['watched', 'predicted', 'won', 'entered', 'fantasy.hundredPoints', 'nobodyKnowsIt'];

const row = (uid: string, activity: Activity, version = 1): RowStep => ({
  uid,
  version,
  before: null,
  after: activity,
});

/** Rows of some fans that are written, edited, also to another month or fan, and deleted. */
const history = fc
  .array(
    fc.record({
      n: fc.nat({ max: 25 }),
      uid: fc.constantFrom(...UIDS),
      kind: fc.constantFrom(...KINDS),
      hour: fc.nat({ max: 14 * 24 }),
      subject: fc.constantFrom('m1', 'm2', 'm3'),
      isDeleted: fc.nat({ max: 6 }).map((n) => n === 0),
    }),
    { minLength: 10, maxLength: 60, size: 'max' },
  )
  .map((writes) => {
    const rows = new Map<string, { uid: string; activity: Activity }>();
    const steps = writes.flatMap(({ n, uid, kind, hour, subject, isDeleted }, at): RowStep[] => {
      const id = `a${n}`;
      const known = rows.get(id);
      const activity = { id, kind, at: FROM + hour * 3_600_000 + at, subject };
      const version = at + 1;
      if (isDeleted) {
        rows.delete(id);
        return known ? [{ uid: known.uid, version, before: known.activity, after: null }] : [];
      }
      rows.set(id, { uid, activity });
      return [{ uid, version, before: known?.activity ?? null, after: activity, from: known?.uid ?? uid }];
    });
    return { steps, rows: [...rows.values()] };
  });

function assertAsByModel(fans: FansInMemory, uid: string, activities: readonly Activity[]): void {
  const model = profileByModel(activities, DEFAULT_RULES, 'UTC', fans.at.getTime());
  const state = fans.state(uid);
  if (!state) return assert.equal(activities.length, 0);
  const profile = fans.profile(uid);
  const { counters, xp, level, achievements } = profile;
  assert.deepEqual(comparableProfile(profile), model);
  const shown = fans.fields(`fans/${uid}`) ?? assert.fail();
  assert.deepEqual([shown['xp'], shown['level'], shown['counters']], [xp, level, counters]);
  assert.deepEqual(
    fans.paths(new RegExp(`^fans/${uid}/achievements/`)),
    Object.keys(achievements)
      .map((id) => `fans/${uid}/achievements/${id}`)
      .sort(),
  );
}

/** Every document of fans, without what depends on the order in which changes came. */
function contents(fans: FansInMemory) {
  const inOrder = [...fans.store.documents].sort(([a], [b]) => (a < b ? -1 : 1));
  return inOrder.flatMap(([path, { data }]) => {
    if (path.includes('/feed/')) return [];
    const { rev: _rev, activityRev: _activityRev, feedSeq: _feedSeq, rows, ...fields } = data;
    const month = path.slice(-7);
    return [[path, rows ? [...decodeMonth(month, rows as Uint8Array).rows].sort() : fields] as const];
  });
}

describe('activities of fans', () => {
  it('come to what a model says, in any order, any number of times, by two instances at once, whatever crashes', () =>
    fc.assert(
      fc.asyncProperty(
        history,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        fc.infiniteStream(fc.nat({ max: 11 })),
        fc.scheduler(),
        fc.gen(),
        async ({ steps, rows }, sizes, faults, scheduler, gen) => {
          const fans = new FansInMemory();
          const order = gen(() => fc.shuffledSubarray([...steps, ...steps], { minLength: steps.length * 2 }));
          const messages: RowStep[][] = [];
          for (let from = 0; from < order.length;) {
            const size = sizes[messages.length % sizes.length] ?? 1;
            messages.push(order.slice(from, from + size));
            from += size;
          }
          const crash = () => {
            if (faults.next().value === 0) throw Object.assign(new Error('down'), { code: 14 });
          };
          fans.store.before = async () => {
            await scheduler.schedule(Promise.resolve());
            crash();
          };
          fans.beforePublish = crash;
          // As Pub/Sub does: again, until it is taken.
          const instances = [new ActivityIntake(fans), new ActivityIntake(fans)];
          const deliver = async (message: RowStep[], at: number) => {
            const text = JSON.stringify(message.map(envelopeOf));
            while (
              !(await fans.takeText(text, instances[at % 2]).then(
                () => true,
                () => false,
              ))
            );
          };
          await scheduler.waitFor(Promise.all(messages.map(deliver)));
          fans.store.before = () => undefined;
          for (const uid of UIDS)
            assertAsByModel(
              fans,
              uid,
              rows.filter((each) => each.uid === uid).map(({ activity }) => activity),
            );
          for (const uid of UIDS) assert.deepEqual(fans.state(uid)?.outbox ?? [], []);
          const straight = new FansInMemory();
          for (const step of steps) await straight.take(step);
          assert.deepEqual(contents(fans), contents(straight));
        },
      ),
      { numRuns: 12 },
    ));

  it('pay each award once, and take it back in the feed when a row is deleted', async () => {
    const fans = new FansInMemory();
    const hundred = did('fantasy.hundredPoints', '2026-06-14T12:00Z');
    await fans.take(row('ana', did('watched', '2026-06-14T10:00Z')));
    await fans.take(row('ana', hundred));
    const grant = 'fans:ana:achievement:centurion:0';
    assert.deepEqual(fans.ids(GRANTS_TOPIC), [grant]);
    assert.deepEqual(fans.ids(PUSH_REQUESTS_TOPIC), [grant]);
    assert.ok(fans.fields('fans/ana/achievements/centurion'));
    await fans.take({ uid: 'ana', version: 2, before: hundred, after: null });
    await fans.take({ uid: 'ana', version: 2, before: hundred, after: null });
    assert.equal(fans.fields('fans/ana/achievements/centurion'), undefined);
    await fans.take(row('ana', hundred, 3));
    assert.deepEqual(fans.ids(GRANTS_TOPIC), [grant]);
    const feed = fans.paths(/\/feed\//).map((path) => fans.fields(path)?.['is']);
    assert.deepEqual(feed, ['tierAwarded', 'tierTakenBack', 'tierAwarded']);
  });

  it('pay and say nothing of what a fan brings who is new here', async () => {
    const fans = new FansInMemory();
    await fans.take(row('ana', did('fantasy.hundredPoints', '2026-06-14T12:00Z')));
    assert.deepEqual(fans.ids(GRANTS_TOPIC), ['fans:ana:achievement:centurion:0']);
    assert.deepEqual(fans.ids(PUSH_REQUESTS_TOPIC), []);
    assert.deepEqual(fans.paths(/\/feed\//), []);
  });

  it('say nothing of years that come late, message by message', async () => {
    const fans = new FansInMemory();
    await fans.take(row('ana', did('watched', '2026-06-14T12:00Z')));
    for (const day of ['01', '02', '03'])
      await fans.take(row('ana', did('fantasy.hundredPoints', `2025-06-${day}T12:00Z`)));
    assert.deepEqual([fans.profile('ana').level, fans.paths(/\/feed\//)], [2, []]);
    await fans.take(row('ana', did('predicted', '2026-06-15T11:00Z')), row('ana', did('won', '2025-07-01T12:00Z')));
    assert.deepEqual(fans.ids(PUSH_REQUESTS_TOPIC), []);
    assert.deepEqual(fans.ids(GRANTS_TOPIC), ['fans:ana:achievement:centurion:0']);
  });

  it('publish after a crash what was committed before it', async () => {
    const fans = new FansInMemory();
    const step = row('ana', did('fantasy.hundredPoints', '2026-06-14T12:00Z'));
    fans.beforePublish = () => {
      throw new Error('killed');
    };
    await assert.rejects(fans.take(step));
    assert.equal(fans.state('ana')?.outbox.length, 1);
    fans.beforePublish = () => undefined;
    await fans.take(step);
    assert.deepEqual(fans.ids(GRANTS_TOPIC), ['fans:ana:achievement:centurion:0']);
    assert.deepEqual(fans.state('ana')?.outbox, []);
    const { length } = fans.published;
    await fans.take(step);
    assert.equal(fans.published.length, length);
  });

  it('of other fans are kept when Firestore fails at one, and those of that one when it comes again', async () => {
    const fans = new FansInMemory();
    let isDown = true;
    fans.store.before = (kind, paths) => {
      if (isDown && kind === 'commit' && paths.some((path) => path.startsWith('fans/ben/')))
        throw Object.assign(new Error('no answer'), { code: 4 });
    };
    const steps = Array.from({ length: 12 }, (_, n) => row(`fan${n}`, did('watched', '2026-06-14T12:00Z')));
    steps.splice(5, 0, row('ben', did('watched', '2026-06-14T12:00Z')));
    await assert.rejects(fans.take(...steps), { code: 4 });
    for (const { uid } of steps.filter((each) => each.uid !== 'ben')) assert.equal(fans.profile(uid).xp, 10);
    isDown = false;
    await fans.take(...steps);
    for (const { uid } of steps) assert.equal(fans.profile(uid).xp, 10);
  });

  it('stop no other when Firestore refuses one for good', async () => {
    const fans = new FansInMemory();
    fans.store.before = (kind, paths) => {
      if (kind === 'commit' && paths.includes(monthPath('ben', '2026-06')))
        throw Object.assign(new Error('too large'), { code: 3 });
    };
    await fans.take(...UIDS.map((uid) => row(uid, did('watched', '2026-06-14T12:00Z'))));
    assert.deepEqual(
      ['ana', 'cleo'].map((uid) => fans.profile(uid).xp),
      [10, 10],
    );
    assert.equal(fans.state('ben'), undefined);
    assert.equal(fans.paths(/^deadLetters\/fans:/).length, 1);
  });

  it('that no fan can have go to the dead letters one by one', async () => {
    const fans = new FansInMemory();
    const good = envelopeOf(row('ana', did('watched', '2026-06-14T12:00Z')));
    const bad = [
      { ...good, after: { ...good.after, kind: 'No kind' } },
      { ...good, after: { ...good.after, occurred_at: 'yesterday' } },
      { ...good, after: { ...good.after, occurred_at: '1970-01-01 00:00:00' } },
      { ...good, after: { ...good.after, fan_id: 'a/b' } },
      { ...good, after: { ...good.after, amount: '12.5' } },
      { ...good, after: { ...good.after, subject: '' } },
      { ...good, op: 'd', before: null },
      { ...good, op: 't', before: null, after: null },
      { op: 'c' },
      'nothing',
    ];
    const marker = { op: 's', source: good.source, keyColumns: ['id'], keyFrom: null, keyTo: null, keys: [] };
    await fans.takeText(JSON.stringify([bad, null, marker, { payload: good }].flat()));
    assert.equal(fans.paths(/^deadLetters\/fans:/).length, bad.length);
    assert.equal(fans.profile('ana').xp, 10);
  });

  it('that have not happened yet go to the dead letters, and begin no day', async () => {
    const fans = new FansInMemory();
    await fans.take(row('ana', did('watched', '2026-06-15T11:00Z')));
    await fans.take(row('ana', did('watched', '2026-06-18T12:00Z')));
    assert.equal(fans.paths(/^deadLetters\/fans:/).length, 1);
    assert.deepEqual([fans.profile('ana').on, fans.profile('ana').xp], ['2026-06-15', 10]);
  });

  it('that are new to a full month go to the dead letters, and edits of others are followed', async () => {
    const fans = new FansInMemory();
    const at = Date.parse('2026-06-14T12:00Z');
    const version = '0000000001/0000000001/00000000000000000001/0000000000';
    const rows = Array.from({ length: 32_000 }, (_, n): [string, ActivityRow] => {
      const id = `row:${createHash('sha256').update(String(n)).digest('hex')}`;
      return [id, { version, activity: { id, kind: 'watched', at: at + n } }];
    });
    const month = encodeMonth({ month: '2026-06', rows: new Map(rows), bytes: 0 });
    await fans.db.doc(monthPath('ana', '2026-06')).set({ rev: 1, rows: month });
    const [first] = rows[0] ?? assert.fail();
    const known = { id: first.slice('row:'.length), kind: 'watched', at };
    await fans.take(
      row('ana', did('won', '2026-06-14T12:00Z')),
      { uid: 'ana', version: 2, before: known, after: null },
      row('ben', did('won', '2026-06-14T12:00Z')),
    );
    const letters = fans.paths(/^deadLetters\//).map((path) => fans.fields(path)?.['message']);
    assert.deepEqual(letters, ['2026-06 is full']);
    assert.deepEqual([fans.profile('ana').counters['active'], fans.profile('ben').xp], [31_999, 20]);
  });

  it('leave the name and the picture of a fan alone, and these leave them', async () => {
    const fans = new FansInMemory();
    const caller = { uid: 'ana', ops: false, token: {} };
    await fans.take(row('ana', did('watched', '2026-06-14T12:00Z')));
    await setProfile(fans.db, caller, { name: 'Ana', avatar: 'lion' }, fans.now);
    await fans.take(row('ana', did('predicted', '2026-06-14T12:00Z')));
    const { name, avatar, rev, xp, activityRev } = fans.fields('fans/ana') ?? {};
    assert.deepEqual(
      { name, avatar, rev, xp, activityRev },
      { name: 'Ana', avatar: 'lion', rev: 1, xp: 15, activityRev: 2 },
    );
  });

  it('write nothing of a fan who is erased, also when they were under way', async () => {
    const fans = new FansInMemory();
    const ops = { uid: 'operator', ops: true, token: {} };
    const erase = (uid: string) => directFan(fans.db, ops, 'eraseFan', { uid, reason: 'Asked for.' }, fans.now);
    await fans.take(row('ana', did('watched', '2026-05-14T12:00Z')), row('ana', did('won', '2026-06-14T12:00Z')));
    let isErased = false;
    fans.store.before = async (kind, paths) => {
      if (isErased || kind !== 'commit' || !paths.some((path) => /^fans\/(ana|ben)\//.test(path))) return;
      isErased = true;
      await erase('ana');
      await erase('ben');
    };
    await fans.take(row('ana', did('entered', '2026-06-14T12:00Z')), row('ben', did('entered', '2026-06-14T12:00Z')));
    for (const uid of ['ana', 'ben']) await eraseActivities(fans.db, uid);
    await fans.take(row('ana', did('shared', '2026-06-14T12:00Z')));
    assert.ok(isErased);
    assert.deepEqual(fans.paths(/^fans\//), [
      'fans/ana/state/activities',
      'fans/ana/state/profile',
      'fans/ben/state/activities',
      'fans/ben/state/profile',
    ]);
    assert.deepEqual(fans.paths(/^deadLetters/), []);
  });

  it('keep the latest items of a feed', async () => {
    const fans = new FansInMemory();
    const hundred = did('fantasy.hundredPoints', '2026-06-14T12:00Z');
    await fans.take(row('ana', did('watched', '2026-06-14T10:00Z')));
    for (let version = 1; version <= 2 * FEED; version++)
      await fans.take(
        version % 2 === 1 ? row('ana', hundred, version) : { uid: 'ana', version, before: hundred, after: null },
      );
    const feed = fans.paths(/\/feed\//);
    assert.equal(feed.length, FEED);
    assert.equal(feed.at(-1), 'fans/ana/feed/000100');
  });

  it('are folded once more after new rules, with months that nobody has asked about before', async () => {
    const fans = new FansInMemory();
    await fans.take(row('ana', did('predicted', '2026-04-14T12:00Z', { subject: 'q1' })));
    fans.rules = {
      ...DEFAULT_RULES,
      version: 2,
      counters: { ...DEFAULT_RULES.counters, asked: { distinct: ['predicted'] } },
    };
    await fans.take(row('ana', did('predicted', '2026-06-14T12:00Z', { subject: 'q2' })));
    assert.equal(fans.profile('ana').counters['asked'], 2);
    fans.rules = DEFAULT_RULES;
    await assert.rejects(fans.take(row('ana', did('won', '2026-06-14T12:00Z'))), { code: 'stateNewerThanCode' });
  });

  it('read and write as much for ten years as for a day', async () => {
    const costOf = async (days: number) => {
      const fans = new FansInMemory();
      for (let n = 0; n < days; n += 30)
        await fans.take(row('ana', { id: `w${n}`, kind: 'watched', at: fans.at.getTime() - n * DAY_MS }));
      const counts = { read: 0, commit: 0 };
      fans.store.before = (kind, paths) => void (counts[kind] += paths.length);
      await fans.take(row('ana', did('watched', '2026-06-15T11:00Z')));
      return counts;
    };
    assert.deepEqual(await costOf(3_650), { read: 2, commit: 3 });
    assert.deepEqual(await costOf(1), { read: 2, commit: 3 });
  });
});
