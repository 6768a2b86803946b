import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createTopics, publishAll } from '@fanfold/kit/messages';
import { projectFirestore, projectPubSub } from '@fanfold/kit/ops';
import { assertFails, assertSucceeds, initializeTestEnvironment } from '@firebase/rules-unit-testing';
import type { Message, Subscription } from '@google-cloud/pubsub';
import { doc, getDoc, setDoc, setLogLevel } from 'firebase/firestore';
import { FieldPath, type Firestore } from 'firebase-admin/firestore';
import type { CloudEvent } from 'firebase-functions';
import type { MessagePublishedData } from 'firebase-functions/pubsub';
import { assertRefused, callOf } from '../support/calls.ts';
import { CHEERS_TOPIC, cheer as cheerCall, onCheers, rules } from './cheers.ts';

describe('a service made of the public kit alone', () => {
  const matchId = `match-${randomBytes(6).toString('hex')}`;
  const cheer = callOf(cheerCall);
  let db: Firestore;
  let subscription: Subscription;
  let arrived: Message[] = [];
  let hear: () => void = () => undefined;

  before(async () => {
    db = projectFirestore();
    const pubsub = projectPubSub();
    await createTopics(pubsub, [CHEERS_TOPIC]);
    [subscription] = await pubsub.topic(CHEERS_TOPIC).createSubscription(matchId);
    subscription.on('message', (message) => {
      arrived.push(message);
      hear();
    });
  });
  after(async () => {
    await subscription.delete();
    await subscription.close();
  });

  /** Publishes items in one message, which is delivered so many times at once. */
  async function publish(items: readonly object[], deliveries = 1): Promise<void> {
    await publishAll(projectPubSub(), CHEERS_TOPIC, items);
    while (arrived.length === 0) await new Promise<void>((resolve) => (hear = resolve));
    const [message] = arrived;
    arrived = [];
    const event = { data: { message: { data: message?.data.toString('base64') } } };
    const deliver = () => onCheers.run(event as CloudEvent<MessagePublishedData>);
    await Promise.all(Array.from({ length: deliveries }, deliver));
    message?.ack();
  }

  const cheerOf = (id: string, uid: string, times: number) => ({ id, uid, matchId, times });
  const countOf = async (uid: string) => (await db.doc(`cheers/${matchId}:${uid}`).get()).get('count') as unknown;
  /** As ops lists them. */
  const deadLetters = async () => {
    const byId = db.collection('deadLetters').orderBy(FieldPath.documentId());
    const { docs } = await byId.startAt('cheers:').endBefore('cheers;').get();
    const letters = docs.map((letter) => letter.data() as { code: string; payload: string });
    return letters.filter(({ payload }) => payload.includes(matchId)).map(({ code, payload }) => [code, payload]);
  };

  it('has 60 lines at most, of the kit and zod', () => {
    const source = readFileSync(new URL('./cheers.ts', import.meta.url), 'utf8');
    assert.ok(source.trimEnd().split('\n').length <= 60);
    const imported = [...source.matchAll(/from '([^']+)'/g)].map(([, module]) => module);
    assert.deepEqual(imported, ['@fanfold/kit/calls', '@fanfold/kit/messages', '@fanfold/kit/ops', 'zod']);
  });

  it('counts what is published, each fan by themselves', async () => {
    await publish([cheerOf('1', 'ana', 2), cheerOf('2', 'bo', 1), cheerOf('3', 'ana', 5)]);
    assert.deepEqual([await countOf('ana'), await countOf('bo')], [7, 1]);
  });

  it('counts a message once that is delivered twice at once and published again', async () => {
    const items = [cheerOf('1', 'cem', 2), cheerOf('2', 'cem', 3), cheerOf('2', 'cem', 3)];
    await publish(items, 2);
    await publish(items);
    assert.equal(await countOf('cem'), 5);
  });

  it('keeps bad items and conflicts as dead letters, and counts the others', async () => {
    const [tooMany, conflict] = [cheerOf('4', 'dee', 11), cheerOf('5', 'dee', 9)];
    await publish([cheerOf('5', 'dee', 1), tooMany, conflict, cheerOf('6', 'dee', 1)]);
    assert.equal(await countOf('dee'), 2);
    assert.deepEqual((await deadLetters()).sort(), [
      ['badItem', JSON.stringify(tooMany)],
      ['idempotencyConflict', JSON.stringify(conflict)],
    ]);
  });

  it('answers a call, and the same call again alike', async () => {
    const input = { id: 'tap-1', matchId, times: 3 };
    assert.deepEqual(await cheer('eve', input), { count: 3 });
    assert.deepEqual(await cheer('eve', { ...input, id: 'tap-2' }), { count: 6 });
    assert.deepEqual(await cheer('eve', input), { count: 3 });
    assert.equal(await countOf('eve'), 6);
  });

  it('refuses calls that are not valid, are nobody’s or use a key again', async () => {
    const input = { id: 'tap-1', matchId, times: 3 };
    await cheer('fay', input);
    await assertRefused(cheer('fay', { ...input, times: 4 }), 'idempotencyConflict');
    await assertRefused(cheer('fay', { ...input, times: 0.5 }), 'invalidInput');
    await assertRefused(cheer('fay', { ...input, uid: 'gus' }), 'invalidInput');
    await assertRefused(cheer(undefined, input), 'signInRequired');
    assert.deepEqual([await countOf('fay'), await countOf('gus')], [3, undefined]);
  });

  it('shows a fan their own count, and nothing else', async () => {
    setLogLevel('silent');
    const [host = '', port = ''] = (process.env['FIRESTORE_EMULATOR_HOST'] ?? '').split(':');
    const all = `rules_version = '2';
      service cloud.firestore { match /databases/{database}/documents {${rules}} }`;
    const environment = await initializeTestEnvironment({
      projectId: `demo-cheers-${process.pid}`,
      firestore: { host, port: Number(port), rules: all },
    });
    await environment.withSecurityRulesDisabled(async (context) => {
      await setDoc(doc(context.firestore(), 'cheers/m:ana'), { uid: 'ana', count: 1 });
      await setDoc(doc(context.firestore(), 'cheers/m:ana/records/1'), { uid: 'ana' });
    });
    const [ana, bo] = ['ana', 'bo'].map((uid) => environment.authenticatedContext(uid).firestore());
    assert.ok(ana && bo);
    await assertSucceeds(getDoc(doc(ana, 'cheers/m:ana')));
    await assertFails(getDoc(doc(bo, 'cheers/m:ana')));
    await assertFails(getDoc(doc(ana, 'cheers/m:ana/records/1')));
    await assertFails(setDoc(doc(ana, 'cheers/m:ana'), { uid: 'ana', count: 99 }));
    await environment.cleanup();
  });
});
