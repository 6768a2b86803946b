import assert from 'node:assert/strict';
import { readOptions } from './options.ts';

describe('options of npm run resend', () => {
  const read = (args: string) => readOptions(args.split(' '));

  it('name one letter, or those of a service', () => {
    assert.deepEqual(read('--by me --letter rewards:a'), { by: 'me', letter: 'rewards:a' });
    assert.deepEqual(read('--by me --service rewards'), { by: 'me', service: 'rewards' });
    assert.deepEqual(read('--by me --service rewards --code badItem'), {
      by: 'me',
      service: 'rewards',
      code: 'badItem',
    });
    assert.equal(read('--help'), 'help');
  });

  it('are wrong without a name, with both or neither, or when there are none such', () => {
    for (const args of [
      '--letter a',
      '--by me',
      '--by me --letter a --service b',
      '--by me --letter a --code c',
      '--to x',
    ])
      assert.ok('wrong' in (read(args) as object), args);
  });
});
