import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { onCheers } from './cheers.ts';

/** What Node.js itself and the platform take of an instance, MiB. */
const OTHER_MEMORY = 128;

describe('the memory of an inbox', () => {
  it('holds as many of the largest messages as its function takes at once', async () => {
    const { concurrency, availableMemoryMb } = onCheers.__endpoint;
    assert.ok(typeof concurrency === 'number' && typeof availableMemoryMb === 'number');
    const main = fileURLToPath(new URL('./inbox-memory-main.ts', import.meta.url));
    const heap = `--max-old-space-size=${availableMemoryMb - OTHER_MEMORY}`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      heap,
      '--import',
      'tsx',
      main,
      String(concurrency),
    ]);
    assert.ok(Number(stdout) > 100_000 * concurrency, stdout);
  });
});
