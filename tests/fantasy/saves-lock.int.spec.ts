import assert from 'node:assert/strict';
import { inventedFan } from '@fanfold/emulators/fans/names';
import { teamMaker } from '@fanfold/emulators/fans/teams';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { seededRandom } from '@fanfold/replay/random';
import { startingAt } from '@fanfold/replay/script';
import { saveEntry } from '@fanfold/fantasy/calls/save-entry';
import { CallError } from '@fanfold/kit/calls';
import type { Contest } from '@fanfold/game/fantasy';
import { untilDocument } from '@fanfold/emulators/start/documents';
import { contentOfContest } from './contest-content.ts';
import { type HostedFantasy, hostFantasy } from './hosted-fantasy.ts';
import { messagesOf } from './match-messages.ts';

/** `SAVES=10000 npm run test:int -- saves-lock` has more fans. */
const SAVES = Number(process.env['SAVES'] ?? 3_000);
const AT_ONCE = 20;

describe('saves in flight while the lock falls', () => {
  let fantasy: HostedFantasy;

  before(async () => (fantasy = await hostFantasy()));
  after(() => fantasy.stop());
  afterEach(function () {
    if (this.currentTest?.state === 'failed') console.error(fantasy.lines.slice(-40).join('\n'));
  });

  it(`are refused, or in the blocks: ${SAVES} fans`, async () => {
    const { db, publish } = fantasy;
    const script = startingAt(demoCricket(), new Date(Date.now() + 3_600_000));
    const { id } = script.match;
    const { announced, events } = messagesOf(script);
    for (const message of announced) await publish(message);
    const opened = await untilDocument(
      db,
      `contests/${id}`,
      (snapshot) => (snapshot.get('players') as unknown[] | undefined)?.length === script.squads.length,
    );
    const makeTeam = teamMaker(opened.data() as Contest, seededRandom(3));

    const accepted: string[] = [];
    let refused = 0;
    const save = async (number: number): Promise<void> => {
      const { uid } = inventedFan(number);
      const team = makeTeam();
      const input = { contestId: id, n: 1, revision: 0, ...team, picks: [...team.picks] };
      try {
        const { entryId } = await saveEntry(db, { uid, ops: false, token: {} }, input, () => new Date());
        accepted.push(entryId);
      } catch (error) {
        if (error instanceof CallError && error.code === 'tryAgain') return save(number);
        assert.ok(error instanceof CallError && error.code === 'contestLocked', String(error));
        refused++;
      }
    };
    let next = 0;
    let published: Promise<void> | undefined;
    const line = async () => {
      while (next < SAVES) {
        // Some get in before the lock, most are at the door with it: the first ball, after the row that opens the innings.
        if (next === Math.floor(SAVES / 2)) published = publish(events[1] as string);
        await save(next++);
      }
    };
    const started = performance.now();
    await Promise.all(Array.from({ length: AT_ONCE }, line));
    console.log(`saved in ${Math.round(performance.now() - started)} ms: ${accepted.length}, ${refused} refused`);
    await published;
    await untilDocument(db, `contests/${id}`, (snapshot) => snapshot.get('status') === 'locked');
    await untilDocument(
      db,
      `contests/${id}/live/standings`,
      (snapshot) => ((snapshot.get('entries') as number | undefined) ?? 0) >= accepted.length,
    );
    console.log(`in the blocks after ${Math.round(performance.now() - started)} ms`);

    assert.equal(accepted.length + refused, SAVES);
    assert.ok(accepted.length >= SAVES / 2 - AT_ONCE && refused > 0, `${accepted.length} accepted, ${refused} refused`);
    const { standings, entries } = (await contentOfContest(db, id)) as {
      standings: { entries: number };
      entries: { id: string }[];
    };
    assert.equal(standings.entries, accepted.length);
    assert.deepEqual(
      entries.map((entry) => entry.id),
      accepted.sort(),
    );
  });
});
