import assert from 'node:assert/strict';
import { did } from '../../../game/testing/fans.ts';
import { FansInMemory, envelopeOf } from '../testing/fans-in-memory.ts';
import { ActivityIntake, LANES } from './activity-intake.ts';

describe('messages with activities', () => {
  it('share commits with those that come meanwhile, and each is answered for its own', async () => {
    const fans = new FansInMemory();
    const intake = new ActivityIntake(fans);
    let commits = 0;
    fans.store.before = (kind, paths) => {
      if (kind === 'commit') commits++;
      if (kind === 'commit' && paths.some((path) => path.startsWith('fans/fan7/')))
        throw Object.assign(new Error('no answer'), { code: 4 });
    };
    const messages = Array.from({ length: 60 }, (_, n) =>
      JSON.stringify([
        envelopeOf({ uid: `fan${n}`, version: 1, before: null, after: did('watched', '2026-06-14T12:00Z') }),
      ]),
    );
    const results = await Promise.allSettled(messages.map((text) => fans.takeText(text, intake)));
    assert.deepEqual(
      results.flatMap(({ status }, n) => (status === 'rejected' ? [n] : [])),
      [7],
    );
    // Two for each lane, and those that find out who has failed.
    assert.ok(commits <= 2 * LANES + 10, `${commits} commits`);
    for (let n = 0; n < 60; n++) assert.equal(fans.state(`fan${n}`)?.profile?.xp, n === 7 ? undefined : 10);
    fans.store.before = () => undefined;
    await fans.takeText(messages[7] ?? '', intake);
    assert.equal(fans.profile('fan7').xp, 10);
  });
});
