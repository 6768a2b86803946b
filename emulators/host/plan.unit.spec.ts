import assert from 'node:assert/strict';
import type { DeclaredFunction } from './declaration.ts';
import { planProcesses } from './plan.ts';

describe('processes of a service', () => {
  const call = (name: string, memoryMiB: number, minInstances = 0): DeclaredFunction => ({
    name,
    service: 'news',
    trigger: { kind: 'call' },
    memoryMiB,
    concurrency: 80,
    timeoutSeconds: 60,
    minInstances,
  });
  const onNews: DeclaredFunction = {
    ...call('onNews', 1024, 1),
    trigger: { kind: 'topic', topic: 'news', retry: true },
  };
  const tidy: DeclaredFunction = { ...call('tidy', 512), trigger: { kind: 'schedule', schedule: 'every 1 minutes' } };

  it('are one for each function, warm by minInstances, and one for all callables, as large as the largest', () => {
    const calls = [call('save', 256), call('load', 512, 1)];
    assert.deepEqual(planProcesses('news', [onNews, ...calls, tidy]), [
      { name: 'onNews', functions: [onNews], memoryMiB: 1024, isWarm: true },
      { name: 'tidy', functions: [tidy], memoryMiB: 512, isWarm: false },
      { name: 'news-calls', functions: calls, memoryMiB: 512, isWarm: true },
    ]);
  });

  it('are none for no functions', () => {
    assert.deepEqual(planProcesses('news', []), []);
  });
});
