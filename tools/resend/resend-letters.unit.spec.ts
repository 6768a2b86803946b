import assert from 'node:assert/strict';
import { type Rejected, keepDeadLetters } from '@fanfold/kit/ops';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { lettersOf, resend } from './resend-letters.ts';

const TOPIC = 'coins.grants';

describe('dead letters that are sent again', () => {
  let memory: MemoryFirestore;
  let published: [topic: string, items: readonly object[]][];
  const at = new Date('2026-06-10T12:00:00Z');

  beforeEach(() => {
    memory = new MemoryFirestore();
    published = [];
  });

  const publish = (topic: string, items: readonly object[]) => Promise.resolve(void published.push([topic, items]));
  const keep = async (payload: unknown, topic: string | null = TOPIC, code: Rejected['code'] = 'refusedItem') => {
    const before = new Set(memory.documents.keys());
    await keepDeadLetters(memory.firestore, 'rewards', [{ code, message: 'no', table: null, payload }], topic);
    return ([...memory.documents.keys()].find((path) => !before.has(path)) ?? '').replace('deadLetters/', '');
  };
  const send = (id: string, by = 'ops@example.com') => resend(memory.firestore, publish, id, by, () => at);
  const resentOf = (id: string) => memory.documents.get(`deadLetters/${id}`)?.data['resent'] as unknown;

  it('come to their topic as they were, and say who has sent them and when', async () => {
    const item = { id: 'fantasy:a', body: { name: 'Müller', list: [1, null, { deep: true }] } };
    const id = await keep(item);
    assert.deepEqual(await send(id), { is: 'resent', topic: TOPIC });
    assert.deepEqual(published, [[TOPIC, [item]]]);
    assert.deepEqual(resentOf(id), { at: at.toISOString(), by: 'ops@example.com' });
  });

  it('come once, whoever sends them again', async () => {
    const id = await keep({ id: 'fantasy:a' });
    await send(id);
    const first = { at: at.toISOString(), by: 'ops@example.com' };
    assert.deepEqual(await send(id, 'other'), { is: 'resentBefore', ...first });
    assert.deepEqual([published.length, resentOf(id)], [1, first]);
  });

  it('come again once they have been refused again', async () => {
    const item = { id: 'fantasy:a' };
    const id = await keep(item);
    await send(id);
    await keep(item);
    assert.deepEqual(await send(id), { is: 'resent', topic: TOPIC });
    assert.equal(published.length, 2);
  });

  it('are not said to be sent where they are refused again before that is written, or could not be published', async () => {
    const item = { id: 'fantasy:a' };
    const id = await keep(item);
    const refusedAtOnce = async (topic: string, items: readonly object[]) => {
      await publish(topic, items);
      await keep(item);
    };
    const answer = await resend(memory.firestore, refusedAtOnce, id, 'ops', () => at);
    assert.deepEqual([answer, resentOf(id)], [{ is: 'refusedAgain' }, undefined]);
    const down = () => Promise.reject(new Error('no Pub/Sub'));
    await assert.rejects(
      resend(memory.firestore, down, id, 'ops', () => at),
      /no Pub\/Sub/,
    );
    assert.equal(resentOf(id), undefined);
  });

  it('stay where they are when they are items of no topic, cut, no JSON, or not there', async () => {
    const ids = [
      await keep({ table: 'squads' }, null, 'badRow'),
      await keep('not JSON', null, 'notJson'),
      await keep({ text: 'x'.repeat(800_000) }),
      await keep('a text', TOPIC, 'badItem'),
      'rewards:nothing',
    ];
    const answers: unknown[] = [];
    for (const id of ids) answers.push(await send(id));
    assert.deepEqual(answers, [
      { is: 'notSent', why: 'noTopic' },
      { is: 'notSent', why: 'noTopic' },
      { is: 'notSent', why: 'cut' },
      { is: 'notSent', why: 'notJson' },
      { is: 'notSent', why: 'missing' },
    ]);
    assert.equal(published.length, 0);
  });

  it('are found by service and code, but those that were sent', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 450; n++) ids.push(await keep({ id: n }, TOPIC, n % 2 === 0 ? 'refusedItem' : 'badItem'));
    await keepDeadLetters(memory.firestore, 'reward', [{ code: 'badItem', message: '', table: null, payload: 1 }]);
    await keepDeadLetters(memory.firestore, 'rewards2', [{ code: 'badItem', message: '', table: null, payload: 1 }]);
    await send(ids[0] ?? '');
    const found = async (code?: string) => {
      const all: string[] = [];
      for await (const id of lettersOf(memory.firestore, 'rewards', code)) all.push(id);
      return all;
    };
    assert.deepEqual(await found(), ids.slice(1).sort());
    assert.deepEqual(await found('refusedItem'), ids.filter((_, n) => n > 0 && n % 2 === 0).sort());
  });
});
