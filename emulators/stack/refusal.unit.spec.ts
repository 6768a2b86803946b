import assert from 'node:assert/strict';
import type { DeclaredFunction, Trigger } from '../host/declaration.ts';
import { refusalOf } from './refusal.ts';

describe('refusal of a declared function', () => {
  const declared = (trigger: Trigger): DeclaredFunction => ({
    name: 'onNews',
    service: 'news',
    trigger,
    memoryMiB: 256,
    concurrency: 80,
    timeoutSeconds: 60,
    minInstances: 0,
  });
  const refusal = (trigger: Trigger) => refusalOf(declared(trigger), ['news.items']) ?? '';
  const document = 'news/{id}';
  const eventType = 'google.cloud.firestore.document.v1.written';

  it('names a topic that is none of ours, and those that are', () => {
    assert.match(refusal({ kind: 'topic', topic: 'news.itmes', retry: true }), /no topic news\.itmes.*: news\.items/);
  });

  it('wants retry of whatever an event triggers', () => {
    assert.match(refusal({ kind: 'topic', topic: 'news.items', retry: false }), /retry: true/);
    assert.match(refusal({ kind: 'document', document, eventType, retry: false }), /retry: true/);
  });

  it('takes the others', () => {
    const triggers: Trigger[] = [
      { kind: 'topic', topic: 'news.items', retry: true },
      { kind: 'document', document, eventType, retry: true },
      { kind: 'schedule', schedule: 'every 1 minutes' },
      { kind: 'call' },
    ];
    for (const trigger of triggers) assert.equal(refusal(trigger), '');
  });
});
