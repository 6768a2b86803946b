import assert from 'node:assert/strict';
import { adviceOn, retryDelayMs } from './advice.ts';

describe('retryDelayMs', () => {
  it('doubles up to a quarter of a minute', () =>
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6].map((failures) => retryDelayMs('unavailable', failures)),
      [1000, 2000, 4000, 8000, 15_000, 15_000],
    ));

  it('leaves alone what will not mend itself, and the advice does not promise it', () => {
    for (const code of ['permissionDenied', 'unauthenticated', 'notFound', 'invalidArgument'] as const) {
      assert.equal(retryDelayMs(code, 1), null);
      assert.doesNotMatch(adviceOn(code).todo, /keep trying/);
    }
  });
});
