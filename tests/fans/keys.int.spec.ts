import assert from 'node:assert/strict';
import { readHandle } from '@fanfold/game/names';
import { claimHandle, claimHandleSchema } from '@fanfold/fans/keys/claim-handle';
import { myReferralCode, myReferralCodeSchema } from '@fanfold/fans/keys/referral-code';
import { callable } from '@fanfold/kit/calls';
import { inLanes } from '@fanfold/kit/ops';
import { dumpFirestore } from '@fanfold/emulators/start/documents';
import { seededRandom } from '@fanfold/replay/random';
import { KeysPlace, rowOf } from '../../functions/fans/testing/keys-place.ts';
import { type Call, assertRefused, callOf, outcomeOf } from '../support/calls.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { MortalDelivery } from '../support/mortal.ts';
import type { KeysWork } from './keys-main.ts';

const ROUNDS = 1_000;
const ROUNDS_AT_ONCE = 20;
const PAIRS = 20;
const KILLS = 4;

function keyOf(handle: string): string {
  const reading = readHandle(handle);
  return 'key' in reading ? reading.key : assert.fail(reading.problem);
}

const now = () => new Date('2026-06-01T12:00:00Z');

describe('keys of fans on a real Firestore', () => {
  let firestore: TestFirestore;
  let place: KeysPlace;
  let claim: Call<{ handle: string }>;
  let code: Call<{ code: string }>;

  beforeEach(() => {
    firestore = openFirestore();
    const { db } = firestore;
    place = new KeysPlace(db);
    claim = callOf(callable(claimHandleSchema, (input, caller) => claimHandle(db, caller, input, now)));
    code = callOf(callable(myReferralCodeSchema, (_, caller) => myReferralCode(db, caller, now)));
  });
  afterEach(() => firestore.close());

  /** Every handle that somebody has, by its key: from the keys, from the records and from the profiles, which must be equal. */
  async function assertOneEach(): Promise<Map<string, string>> {
    const documents = Object.entries(await dumpFirestore(firestore.db)) as [string, Record<string, unknown>][];
    const keys = documents.flatMap(([path, { uid, shown }]) =>
      path.startsWith('handles/') && uid !== null ? [`${path.slice(8)} ${String(uid)} ${String(shown)}`] : [],
    );
    const records = documents.flatMap(([path, { has }]) => {
      const held = (has as { handle: { key: string; shown: string } | null } | undefined)?.handle;
      return held ? [`${held.key} ${path.split('/')[1]} ${held.shown}`] : [];
    });
    const profiles = documents.flatMap(([path, { handle }]) =>
      /^fans\/[^/]+$/.test(path) && handle != null ? [`${path.slice(5)} ${String(handle)}`] : [],
    );
    assert.deepEqual(records.sort(), keys.sort());
    assert.deepEqual(profiles.sort(), keys.map((each) => each.slice(each.indexOf(' ') + 1)).sort());
    return new Map(keys.map((each) => each.split(' ') as [string, string]));
  }

  it('give a handle to one of two who claim it at the same time, in any case and letters, a thousand times', async () => {
    const spellings = [
      ['fan_', 'FAN_'],
      ['fan_', 'fán_'],
      ['fan_', ' @Ｆａｎ_'],
      ['modern_', 'modem_'],
    ] as const;
    const rounds = Array.from({ length: ROUNDS }, (_, round) => round);
    let lost = 0;
    await inLanes(rounds, ROUNDS_AT_ONCE, async (round) => {
      const [one, other] = spellings[round % spellings.length] ?? spellings[0];
      const outcomes = await Promise.all([
        outcomeOf(claim(`a${round}`, { handle: `${one}x${round}` })),
        outcomeOf(claim(`b${round}`, { handle: `${other}x${round}` })),
      ]);
      const winners = ['a', 'b'].filter((_, index) => 'answer' in (outcomes[index] ?? {}));
      assert.equal(winners.length, 1, JSON.stringify(outcomes));
      assert.deepEqual(
        outcomes.flatMap((outcome) => ('code' in outcome ? [outcome.code] : [])),
        ['handleTaken'],
      );
      lost += winners[0] === 'a' ? 1 : 0;
    });
    const holders = await assertOneEach();
    assert.equal(holders.size, ROUNDS);
    assert.ok(lost > 0 && lost < ROUNDS, `the first always won or lost: ${lost}`);
  });

  it('leave a fan who renames in two places with one handle, and frees the others', async () => {
    await inLanes(
      Array.from({ length: PAIRS }, (_, n) => n),
      10,
      async (n) => {
        await claim(`fan${n}`, { handle: `first_x${n}` });
        await Promise.all(['left', 'right'].map((side) => outcomeOf(claim(`fan${n}`, { handle: `${side}_x${n}` }))));
      },
    );
    assert.equal((await assertOneEach()).size, PAIRS);
  });

  it('swap between fans who give up what the other wants, through rows and calls at once', async () => {
    await inLanes(
      Array.from({ length: PAIRS }, (_, n) => n),
      10,
      async (n) => {
        await claim(`ana${n}`, { handle: `wanted_x${n}` });
        await Promise.all([
          place.rows(rowOf(`ben${n}`, 1, { handle: `WANTED_X${n}`, email: `same${n}@example.com` })),
          place.rows(rowOf(`cleo${n}`, 1, { handle: `wanted_x${n}`, email: `same${n}@example.com` })),
          outcomeOf(claim(`ana${n}`, { handle: `other_x${n}` })),
        ]);
      },
    );
    const holders = await assertOneEach();
    assert.equal(holders.size, 2 * PAIRS);
    // Of the two who want the handle one waits, and of the two with the address too.
    assert.equal((await place.conflicts()).length, 2 * PAIRS);
    for (let n = 0; n < PAIRS; n++) await place.rows(rowOf(`ben${n}`, 2, null));
    assert.deepEqual(await place.conflicts(), []);
    for (const [key, uid] of await assertOneEach()) assert.match(uid, key.startsWith('wanted') ? /^cleo/ : /^ana/);
  });

  it('end as their rows say, though processes are killed in the midst of them', async () => {
    const random = seededRandom(7);
    const fans = 40;
    const histories = Array.from({ length: fans }, (_, fan) =>
      ['first', 'second', 'third'].map((name, at) =>
        rowOf(`fan${fan}`, at + 1, {
          handle: `${name}_x${fan}`,
          referral_code: `code${fan}`,
          email: `f${fan}@example.com`,
        }),
      ),
    );
    const delivery = new MortalDelivery<KeysWork>(
      new URL('./keys-main.ts', import.meta.url),
      firestore.projectId,
      undefined,
      4,
    );
    try {
      const all = histories.flat();
      // Twice each, in any order, ten to a message.
      const shuffled = [...all, ...all].map((row) => [random(), row] as const).sort(([a], [b]) => a - b);
      for (let from = 0; from < shuffled.length; from += 10)
        delivery.add({ rows: shuffled.slice(from, from + 10).map(([, row]) => row) });
      for (let fan = 0; fan < fans; fan += 4) delivery.add({ uid: `rival${fan}`, handle: `third_x${fan}` });
      await delivery.start();
      await delivery.start();
      const records = async () => (await firestore.db.collectionGroup('state').count().get()).data().count;
      for (let kill = 1; kill <= KILLS; kill++) {
        const enough = (fans * kill) / (KILLS + 2);
        while ((await records()) < enough);
        await delivery.killOne(random);
      }
      await delivery.untilDone();
    } finally {
      delivery.stop();
    }
    assert.equal(delivery.kills, KILLS);
    const holders = await assertOneEach();
    const conflicts = await place.conflicts();
    for (let fan = 0; fan < fans; fan++) {
      const holder = holders.get(keyOf(`third_x${fan}`));
      const isRivals = holder === `rival${fan}`;
      assert.equal(holder, isRivals ? `rival${fan}` : `fan${fan}`);
      assert.equal(conflicts.includes(`handle:fan${fan}`), isRivals);
      assert.equal((await place.data(`referralCodes/C0DE${fan}`))?.['uid'], `fan${fan}`);
    }
    assert.ok(conflicts.every((id) => id.startsWith('handle:')));
  });

  it('are refused with a code where the input is none, and nothing is written', async () => {
    await claim('ana', { handle: 'ana' });
    const before = await dumpFirestore(firestore.db);
    for (const wrong of [
      null,
      {},
      '"ana"',
      { handle: 1 },
      { handle: null },
      { handle: 'a'.repeat(201) },
      { handle: 'ana', uid: 'ben' },
    ])
      await assertRefused(claim('ana', wrong), 'invalidInput');
    for (const wrong of ['', '..', 'a/b', '__x__', 'pаypal', 'a\u202eb', 'ana ben', '123'])
      assert.notEqual((await assertRefused(claim('ana', { handle: wrong }), 'invalidHandle'))['problem'], undefined);
    await assertRefused(claim('ana', { handle: 'Fanfold_Admin' }), 'handleReserved');
    await assertRefused(claim(undefined, { handle: 'ana' }), 'signInRequired');
    await assertRefused(code(undefined, {}), 'signInRequired');
    for (const wrong of [null, '"x"', { code: 'MINE' }]) await assertRefused(code('ana', wrong), 'invalidInput');
    assert.deepEqual(await dumpFirestore(firestore.db), before);
    const outcomes = await Promise.all(['ana', 'ana', 'ana'].map((uid) => outcomeOf(code(uid, {}))));
    assert.equal(new Set(outcomes.flatMap((each) => ('answer' in each ? [each.answer.code] : []))).size, 1);
  });
});
