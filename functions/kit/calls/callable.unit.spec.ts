import assert from 'node:assert/strict';
import { type CallableRequest, HttpsError } from 'firebase-functions/https';
import { z } from 'zod';
import { CallError } from './call-error.ts';
import { callable } from './callable.ts';
import { avatar, shownName } from './input.ts';

describe('callable', () => {
  const pick = callable(
    z.strictObject({ playerId: z.string(), team: z.array(z.int()).max(2) }),
    ({ playerId }, { uid }) => {
      if (playerId === 'unknown')
        throw new CallError('noSuchPlayer', 'There is no such player.', { status: 'not-found', details: { playerId } });
      return Promise.resolve(`${uid} picks ${playerId}`);
    },
  );
  const good = { playerId: 'p1', team: [1, 2] };

  function request(data: unknown, { uid = 'fan', bytes = 100 }: { uid?: string | null; bytes?: number } = {}) {
    return {
      data,
      rawRequest: { rawBody: Buffer.alloc(bytes) },
      ...(uid !== null && { auth: { uid, token: { ops: uid === 'operator' } } }),
    } as unknown as CallableRequest<unknown>;
  }

  async function refusal(refused: CallableRequest<unknown>): Promise<{ code: string; details: unknown }> {
    try {
      await pick.run(refused);
    } catch (error) {
      assert.ok(error instanceof HttpsError);
      return { code: error.code, details: error.details };
    }
    return assert.fail('it was taken');
  }

  it('gives the handler the input and the caller', async () => {
    assert.equal(await pick.run(request(good)), 'fan picks p1');
  });

  it('refuses half a character wherever it stands, and says where', async () => {
    const say = callable(z.strictObject({ text: z.string(), more: z.record(z.string(), z.string()) }), () =>
      Promise.resolve('taken'),
    );
    const refused = async (data: object) => {
      const error: unknown = await say.run(request(data)).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof HttpsError);
      return (error.details as { problems: unknown }).problems;
    };
    const message = 'has half a character';
    assert.deepEqual(await refused({ text: 'a\ud800', more: {} }), [{ path: 'text', message }]);
    assert.deepEqual(await refused({ text: '', more: { a: '\udc00b' } }), [{ path: 'more.a', message }]);
    assert.deepEqual(await refused({ text: '', more: { 'a\ud83d': '' } }), [{ path: 'more', message }]);
    assert.equal(await say.run(request({ text: '😀', more: { '😀': '😀' } })), 'taken');
  });

  it('knows who has the claim `ops`', async () => {
    const who = callable(z.strictObject({}), (_, caller) => Promise.resolve(caller));
    assert.deepEqual(await who.run(request({}, { uid: 'operator' })), {
      uid: 'operator',
      ops: true,
      token: { ops: true },
    });
    assert.deepEqual(await who.run(request({})), { uid: 'fan', ops: false, token: { ops: false } });
  });

  it('wants a caller who is signed in, before it looks at the input', async () => {
    assert.deepEqual(await refusal(request('anything', { uid: null })), {
      code: 'unauthenticated',
      details: { code: 'signInRequired' },
    });
  });

  it('takes 16 KiB and no byte more', async () => {
    assert.equal(await pick.run(request(good, { bytes: 16_384 })), 'fan picks p1');
    assert.deepEqual(await refusal(request(good, { bytes: 16_385 })), {
      code: 'invalid-argument',
      details: { code: 'inputTooLarge', maxBytes: 16_384 },
    });
  });

  it('takes as many bytes as a call says', async () => {
    const large = callable(z.strictObject({}), () => Promise.resolve('taken'), { maxBytes: 20_000 });
    assert.equal(await large.run(request({}, { bytes: 20_000 })), 'taken');
    await assert.rejects(large.run(request({}, { bytes: 20_001 })), {
      details: { code: 'inputTooLarge', maxBytes: 20_000 },
    });
  });

  it('refuses an App Check token that was used before', async () => {
    const used = (alreadyConsumed: boolean) => ({ ...request(good), app: { alreadyConsumed } }) as typeof good & never;
    assert.equal(await pick.run(used(false)), 'fan picks p1');
    assert.deepEqual(await refusal(used(true)), {
      code: 'unauthenticated',
      details: { code: 'appCheckTokenUsed' },
    });
  });

  it('names the place of each problem', async () => {
    const { code, details } = await refusal(request({ playerId: 1, team: [1, 2.5], captain: 'p1' }));
    assert.equal(code, 'invalid-argument');
    const { problems, ...rest } = details as { problems: { path: string }[] };
    assert.deepEqual(rest, { code: 'invalidInput' });
    assert.deepEqual(
      problems.map(({ path }) => path),
      ['playerId', 'team.1', ''],
    );
    for (const nothing of [null, undefined, [], 'text', 7])
      assert.equal((await refusal(request(nothing))).code, 'invalid-argument');
  });

  it('gives the code of a problem that has one', async () => {
    const rename = callable(z.strictObject({ name: shownName, avatar }), ({ name }) => Promise.resolve(name));
    assert.equal(await rename.run(request({ name: ' Ana ', avatar: 'lion' })), 'Ana');
    for (const [name, problem] of [
      ['  ', { code: 'empty', message: 'is empty' }],
      ['Fanfold Admin', { code: 'looksLikeStaff', message: 'may be taken for the name of one who runs the app' }],
      ['evil.com', { code: 'link', message: 'has a link or a handle' }],
    ] as const) {
      await assert.rejects(rename.run(request({ name, avatar: 'lion' })), {
        details: { code: 'invalidInput', problems: [{ path: 'name', ...problem }] },
      });
    }
  });

  it('passes on what a rule says', async () => {
    assert.deepEqual(await refusal(request({ ...good, playerId: 'unknown' })), {
      code: 'not-found',
      details: { code: 'noSuchPlayer', playerId: 'unknown' },
    });
  });
});
