import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MemoryFirestore } from '../../kit/testing/memory-firestore.ts';
import { type FanColumns, KeysPlace, rowOf, versionAt } from '../testing/keys-place.ts';
import { Timestamp } from 'firebase-admin/firestore';
import { NO_KEYS, fanKeysPath } from './documents.ts';

describe('keys of rows of MySQL', () => {
  let memory: MemoryFirestore;
  let place: KeysPlace;

  beforeEach(() => {
    memory = new MemoryFirestore();
    place = new KeysPlace(memory.firestore);
  });

  const holds = async (key: string, uid: string | null) => assert.equal(await place.holder(key), uid);
  const contacts = () =>
    [...memory.documents].flatMap(([path, { data }]) => (path.startsWith('contactKeys/') ? [data] : []));
  const dump = () => JSON.stringify([...memory.documents].map(([path, { data }]) => [path, data]).sort());

  it('are those of the row, and none can be read but handle and code', async () => {
    await place.rows(
      rowOf('ana', 1, {
        handle: 'Ana',
        email: ' Ana@Example.com',
        phone: '+94 (71) 234-5678',
        referral_code: 'ana-l0',
      }),
    );
    await holds('ana', 'ana');
    assert.deepEqual(await place.data('referralCodes/ANA10'), { uid: 'ana', shown: 'ANA10', freeAt: null, rev: 1 });
    assert.deepEqual(await place.data('fans/ana'), { handle: 'ana' });
    const theirs = { uid: 'ana', shown: null, freeAt: null, rev: 1 };
    assert.deepEqual(contacts(), [theirs, theirs]);
    for (const path of memory.documents.keys())
      if (path.startsWith('contactKeys/')) assert.match(path, /^contactKeys\/(email|phone):[0-9a-f]{64}$/);
    assert.doesNotMatch(dump(), /example|2345678/i);
    assert.deepEqual(await place.code('ana'), { code: 'ANA10' });
  });

  it('are one for all spellings of an address or a number', async () => {
    await place.rows(rowOf('ana', 1, { email: 'Ana@Example.com', phone: '0094 71 234' }));
    await place.rows(rowOf('ben', 2, { email: 'ana@example.COM ', phone: '+9471234' }));
    assert.deepEqual(await place.conflicts(), ['email:ben', 'phone:ben']);
    assert.doesNotMatch(dump(), /example|71234/i);
  });

  it('follow the row: what it has no more is given up', async () => {
    await place.rows(rowOf('ana', 1, { handle: 'ana', email: 'a@b.c', referral_code: 'AAAA' }));
    await place.rows(rowOf('ana', 2, { handle: 'anna', email: null }));
    await holds('ana', null);
    await holds('anna', 'ana');
    assert.deepEqual(contacts(), [{ uid: null, shown: null, freeAt: Timestamp.fromDate(place.now), rev: 2 }]);
    assert.equal((await place.data('referralCodes/AAAA'))?.['uid'], null);
    await assert.rejects(place.claim('ben', 'ana'), { code: 'handleTaken' });
    // MySQL says who has it: quarantine is for those who ask.
    await place.rows(rowOf('cleo', 3, { handle: 'Ana' }));
    await holds('ana', 'cleo');
    await place.rows(rowOf('ana', 4, null));
    await holds('anna', null);
    assert.deepEqual(await place.data('fans/ana'), { handle: null });
  });

  it('wait for one that another fan has, and get it once it is given up', async () => {
    await place.claim('ana', 'ana');
    await place.rows(rowOf('ben', 1, { handle: 'ÁNA' }), rowOf('cleo', 2, { handle: 'ana' }));
    assert.deepEqual(await place.conflicts(), ['handle:ben', 'handle:cleo']);
    const conflict = {
      kind: 'handle',
      uid: 'ben',
      problem: 'taken',
      shown: 'ána',
      waitsFor: 'handles/ana',
    };
    assert.deepEqual(await place.data('keyConflicts/handle:ben'), conflict);
    await place.claim('ana', 'anna');
    await holds('ana', 'ben');
    assert.deepEqual(await place.data('fans/ben'), { handle: 'ána' });
    assert.deepEqual(await place.conflicts(), ['handle:cleo']);
    await place.erase('ben');
    await holds('ana', 'cleo');
    assert.deepEqual(await place.conflicts(), []);
  });

  it('end a conflict when the row asks for another one, or the fan for one of their own', async () => {
    await place.claim('ana', 'ana');
    await place.rows(rowOf('ben', 1, { handle: 'ana' }), rowOf('cleo', 1, { handle: 'ana' }));
    await place.rows(rowOf('ben', 2, { handle: 'ben' }));
    await place.claim('cleo', 'cleo');
    assert.deepEqual(await place.conflicts(), []);
    await place.claim('ana', 'anna');
    await holds('ana', null);
  });

  it('go past those who wait and were erased meanwhile', async () => {
    await place.claim('ana', 'ana');
    for (const [at, uid] of ['ben', 'cleo', 'dan'].entries()) await place.rows(rowOf(uid, at, { handle: 'ana' }));
    for (const uid of ['ben', 'cleo']) await place.db.doc(`erasedFans/${uid}`).set({ rev: 1 });
    await place.erase('ana');
    for (const uid of ['ben', 'cleo']) await place.erase(uid);
    await holds('ana', 'dan');
    assert.deepEqual(await place.conflicts(), []);
  });

  it('leave a handle alone that the fan has chosen themselves', async () => {
    await place.claim('ana', 'chosen');
    await place.rows(rowOf('ana', 1, { handle: 'ana', email: 'a@b.c' }));
    await holds('chosen', 'ana');
    await holds('ana', null);
    await place.rows(rowOf('ana', 2, null));
    await holds('chosen', 'ana');
  });

  it('are reported when they are none', async () => {
    await place.rows(rowOf('ana', 1, { handle: 'аnа', email: 'nobody', phone: 'x', referral_code: '!' }));
    assert.deepEqual(await place.conflicts(), ['email:ana', 'handle:ana', 'phone:ana', 'referralCode:ana']);
    const { problem, shown, waitsFor } = (await place.data('keyConflicts/handle:ana')) ?? {};
    assert.deepEqual([problem, shown, waitsFor], ['mixedScripts', 'аnа', null]);
    assert.doesNotMatch(JSON.stringify(await place.data('keyConflicts/email:ana')), /nobody/);
    await place.rows(rowOf('ana', 2, { handle: 'ana' }));
    assert.deepEqual(await place.conflicts(), []);
  });

  it('may be reserved ones: the row is the app’s', async () => {
    await place.rows(rowOf('team', 1, { handle: 'fanfold_official' }));
    assert.equal((await place.data('fans/team'))?.['handle'], 'fanfold_official');
  });

  it('are those of the newest version, however often and late others come', async () => {
    const [first, second, gone] = [
      rowOf('ana', 1, { handle: 'ana' }),
      rowOf('ana', 2, { handle: 'anna' }),
      rowOf('ana', 3, null),
    ];
    await place.rows(second);
    const before = dump();
    await place.rows(first, second, first);
    assert.equal(dump(), before);
    await place.rows(gone);
    await place.rows(second, first);
    await holds('anna', null);
  });

  it('obey a snapshot’s range that is narrowed to one fan', async () => {
    const marker = (id: string, at: number, keys: string[][]) => ({
      ...{ op: 's', keyColumns: ['id'], keyFrom: null, keyTo: null, keys, where: { id } },
      source: rowOf(id, at, {}).source,
    });
    await place.rows(rowOf('ana', 2, { handle: 'ana' }), marker('ana', 2, [['ana']]));
    await holds('ana', 'ana');
    await place.rows(marker('ana', 3, []));
    await holds('ana', null);
  });

  it('are nobody’s who was erased', async () => {
    await place.rows(rowOf('ana', 1, { handle: 'ana', email: 'a@b.c' }));
    await place.erase('ana');
    await place.rows(rowOf('ana', 2, { handle: 'ana' }));
    await holds('ana', null);
    assert.deepEqual(await place.data(fanKeysPath('ana')), { ...NO_KEYS, isErased: true });
    assert.ok(contacts().every(({ uid }) => uid === null));
  });

  it('come to all others where one fan’s record cannot be read, or can never be stored', async () => {
    await memory.doc(fanKeysPath('ben')).set({ has: 'nonsense' });
    memory.before = (kind, paths) => {
      if (kind === 'commit' && paths.includes(fanKeysPath('cleo')))
        throw Object.assign(new Error('too large'), { code: 3 });
    };
    const rows = ['ana', 'ben', 'cleo', 'dan'].map((uid) =>
      rowOf(uid, 1, { handle: uid, email: `${uid}@example.com` }),
    );
    await assert.rejects(place.rows(...rows));
    await holds('ana', 'ana');
    await holds('dan', 'dan');
    const letters = [...memory.documents].filter(([path]) => path.startsWith('deadLetters/'));
    assert.deepEqual(
      letters.map(([, { data }]) => [data['code'], data['payload']]),
      [['cannotBeStored', JSON.stringify({ id: 'cleo', version: versionAt(1) })]],
    );
  });

  it('reach the dead letters without addresses and numbers when they cannot be read', async () => {
    const { source } = rowOf('ana', 1, {});
    await place.rows(
      rowOf('ana', 1, { email: { at: 'ana@example.com' } as unknown as string }),
      { op: 'u', after: { email: 'ana@example.com' }, source },
      { op: 'nonsense', email: 'ana@example.com', source },
      { op: 't', source },
      rowOf('ben', 1, { handle: 'ben' }),
    );
    assert.equal([...memory.documents.keys()].filter((path) => path.startsWith('deadLetters/')).length, 4);
    assert.doesNotMatch(dump(), /example/);
    await holds('ben', 'ben');
  });
});

const UIDS = ['ana', 'ben', 'cleo', 'dan'];
const HANDLES = ['first', 'second', 'third', 'FÍRST', 's3cond', 'sec0nd'];
const row = fc.record({
  uid: fc.constantFrom(...UIDS),
  handle: fc.option(fc.constantFrom(...HANDLES), { freq: 4 }),
  isGone: fc.nat(5),
});

interface Step {
  uid: string;
  columns: FanColumns | null;
}

const steps = fc
  .array(row, { maxLength: 14 })
  .map((all) => all.map(({ uid, handle, isGone }): Step => ({ uid, columns: isGone === 0 ? null : { handle } })));

/** The history as its messages, with some of them twice, in any order and cut into messages of any size. */
const deliveries = steps.chain((history) => {
  const places = history.map((_, at) => at);
  return fc.record({
    history: fc.constant(history),
    order: fc
      .shuffledSubarray([...places, ...places], { minLength: places.length })
      .map((some) => [...some, ...places]),
    size: fc.integer({ min: 1, max: 5 }),
  });
});

async function deliver({ history, order, size }: { history: Step[]; order: number[]; size: number }) {
  const memory = new MemoryFirestore();
  const place = new KeysPlace(memory.firestore);
  const envelopes = history.map(({ uid, columns }, at) => rowOf(uid, at + 1, columns));
  for (let from = 0; from < order.length; from += size)
    await place.rows(...order.slice(from, from + size).map((at) => envelopes[at] as object));
  return { memory, place };
}

const KEYS: Record<string, string> = {
  first: 'first',
  FÍRST: 'first',
  second: 'second',
  sec0nd: 'second',
  s3cond: 's3cond',
  third: 'third',
};

describe('any history of rows, in any order', () => {
  it('ends with each key at one of the fans whose newest row has it, and with all others reported', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async (delivery) => {
        const { memory, place } = await deliver(delivery);
        const wanted = new Map(
          delivery.history.map(({ uid, columns }, at) => [uid, { key: KEYS[columns?.handle ?? ''], at: at + 1 }]),
        );
        const holders = new Map<string, string>();
        for (const [path, { data }] of memory.documents)
          if (path.startsWith('handles/') && data['uid'] !== null) holders.set(path.slice(8), String(data['uid']));
        const conflicts = await place.conflicts();
        for (const [uid, { key, at }] of wanted) {
          const has = [...holders].filter(([, holder]) => holder === uid).map(([each]) => each);
          const isWaiting = conflicts.includes(`handle:${uid}`);
          assert.deepEqual(has, key !== undefined && !isWaiting ? [key] : []);
          assert.ok(!isWaiting || (key !== undefined && holders.has(key)));
          assert.equal((await place.data(fanKeysPath(uid)))?.['version'], versionAt(at));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('ends in the same documents when no two rows had one key at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async (delivery) => {
        const history = withoutCollisions(delivery.history);
        const order = delivery.order.filter((at) => at < history.length);
        const inOrder = await deliver({ history, order: history.map((_, at) => at), size: 1 });
        const inAny = await deliver({ history, order: [...order, ...history.map((_, at) => at)], size: delivery.size });
        assert.deepEqual(stateOf(inAny.memory), stateOf(inOrder.memory));
        assert.deepEqual(await inAny.place.conflicts(), []);
      }),
      { numRuns: 400 },
    );
  });
});

/** All but what tells of the way there: which handles were given up in between, and how often a document has changed. */
function stateOf({ documents }: MemoryFirestore): Record<string, unknown> {
  const state = [...documents].flatMap(([path, { data }]): [string, unknown][] => {
    const isNothing = path.startsWith('handles/') ? data['uid'] === null : data['handle'] === null;
    return isNothing ? [] : [[path, { ...data, released: [], rev: 0 }]];
  });
  return Object.fromEntries(state);
}

/** Without the steps that MySQL would have refused, had its index our keys. */
function withoutCollisions(history: readonly Step[]): Step[] {
  const held = new Map<string, string | undefined>();
  return history.filter(({ uid, columns }) => {
    const key = KEYS[columns?.handle ?? ''];
    if (key !== undefined && [...held].some(([other, each]) => other !== uid && each === key)) return false;
    held.set(uid, key);
    return true;
  });
}
