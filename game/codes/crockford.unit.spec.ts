import assert from 'node:assert/strict';
import { isCode, normalCode } from './crockford.ts';

describe('a code', () => {
  it('may be typed in any way people type', () => {
    for (const typed of [
      '01ABCDEFGH',
      '01abcdefgh',
      'o1-ABCD-efgh',
      ' OLabc defgh ',
      'oI a b c d e f g h',
      '０１ａｂｃｄｅｆｇｈ',
    ])
      assert.equal(normalCode(typed), '01ABCDEFGH', typed);
  });

  it('keeps what no code has', () => {
    assert.equal(normalCode('a/b'), 'A/B');
    for (const none of ['A/B4567890', '01ABCDEFGU', '01ABCDEFG', '01ABCDEFGHJ', ''])
      assert.equal(isCode(none, 10), false);
    assert.equal(isCode('01ABCDEFGH', 10), true);
  });
});
