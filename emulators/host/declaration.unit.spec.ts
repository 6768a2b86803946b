import assert from 'node:assert/strict';
import { manifestSchema, readManifest } from './declaration.ts';

describe('declarations of functions', () => {
  const topicEndpoint = {
    availableMemoryMb: 512,
    timeoutSeconds: 300,
    concurrency: '{{ params.AT_ONCE }}',
    minInstances: '{{ params.WARM }}',
    eventTrigger: {
      eventType: 'google.cloud.pubsub.topic.v1.messagePublished',
      eventFilters: { topic: '{{ params.TOPIC }}' },
      retry: true,
    },
  };
  const params = [
    { name: 'AT_ONCE', type: 'int', default: 20 },
    { name: 'WARM', type: 'int', default: 1 },
    { name: 'TOPIC', type: 'string' },
  ];
  const read = (endpoints: object, env: Record<string, string> = {}, declared: object[] = params) =>
    readManifest('news', manifestSchema.parse({ endpoints, params: declared }), env);

  it('take parameters from the environment, and their defaults', () => {
    const { functions, parameters } = read({ onNews: topicEndpoint }, { TOPIC: 'news', WARM: '0' });
    assert.deepEqual(functions, [
      {
        name: 'onNews',
        service: 'news',
        trigger: { kind: 'topic', topic: 'news', retry: true },
        memoryMiB: 512,
        concurrency: 20,
        timeoutSeconds: 300,
        minInstances: 0,
      },
    ]);
    assert.deepEqual(parameters, { AT_ONCE: '20', WARM: '0', TOPIC: 'news' });
  });

  it('fill in what the platform does for those that do not say', () => {
    const eventTrigger = {
      eventType: 'google.cloud.firestore.document.v1.written',
      eventFilters: { database: '(default)', namespace: '(default)' },
      eventFilterPathPatterns: { document: 'books/{book}' },
      retry: false,
    };
    const { functions } = read({
      onBook: { availableMemoryMb: null, concurrency: null, timeoutSeconds: null, eventTrigger },
      save: { callableTrigger: {} },
      tidy: { scheduleTrigger: { schedule: 'every 5 minutes', timeZone: null } },
    });
    const trigger = {
      kind: 'document' as const,
      document: 'books/{book}',
      eventType: eventTrigger.eventType,
      retry: false,
    };
    const defaults = { service: 'news', memoryMiB: 256, concurrency: 80, timeoutSeconds: 60, minInstances: 0 };
    assert.deepEqual(functions, [
      { name: 'onBook', trigger, ...defaults },
      { name: 'save', trigger: { kind: 'call' }, ...defaults },
      { name: 'tidy', trigger: { kind: 'schedule', schedule: 'every 5 minutes' }, ...defaults },
    ]);
  });

  it('say which function they cannot read', () => {
    assert.throws(() => read({ onNews: topicEndpoint }), /onNews: parameter TOPIC has no value/);
    const computed = { ...topicEndpoint, concurrency: '{{ params.WARM == 1 ? 80 : 1 }}' };
    assert.throws(() => read({ onNews: computed }, { TOPIC: 'news' }), /onNews: the host cannot compute/);
    assert.throws(() => read({ page: { httpsTrigger: {} } }), /page: the host knows no trigger/);
    const scheduleTrigger = { schedule: '0 0 * * *', timeZone: 'Europe/Paris' };
    assert.throws(() => read({ nightly: { scheduleTrigger } }), /nightly: .*UTC only/);
  });
});
