import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isPlainJson } from './json-scan.ts';

describe('isPlainJson', () => {
  const isPlain = (text: string): boolean => isPlainJson(Buffer.from(text));

  it('takes nothing that JSON.parse does not take, or that is -0 or beyond a double', () => {
    const signs = fc.string({ unit: fc.constantFrom(...'{}[]",:0123456789.-+eE \n\ttruefalsn\\é'), maxLength: 24 });
    fc.assert(
      fc.property(signs, (text) => {
        if (isPlain(text)) assert.doesNotMatch(JSON.stringify(JSON.parse(text)), /null.*\d{300}/);
      }),
      { numRuns: 20_000, seed: 1 },
    );
  });

  it('takes JSON as servers write it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        assert.equal(
          isPlain(text),
          !/\\|e[+-]\d|[[:,]-0/.test(text) && !text.startsWith('-0') && !/[\u{d000}-\u{dfff}]/u.test(text),
          text,
        );
      }),
      { numRuns: 5_000, seed: 1 },
    );
    for (const text of ['{"a": [1, -2.5, "é🏏"], "b": null}', ' [ ] ', '{}', 'true', '"x"', '0', '0.5', '-10'])
      assert.ok(isPlain(text), text);
  });

  it('leaves the rest to a parser', () => {
    const rest = [
      '',
      '{',
      '{"a"}',
      '[1,]',
      '[1 2]',
      '01',
      '1.',
      '.5',
      '1e5',
      '1E5',
      '"\\n"',
      '"\n"',
      'nul',
      'truex',
      '1 2',
      '{a:1}',
      '9'.repeat(301),
    ];
    for (const text of rest) assert.ok(!isPlain(text), text);
    assert.ok(!isPlain(`${'['.repeat(100)}${']'.repeat(100)}`));
  });
});
