import assert from 'node:assert/strict';
import { normalCode } from './leagues.ts';

describe('the code of a league', () => {
  it('may be typed in any way people type', () => {
    for (const typed of ['01ABCDEFGH', '01abcdefgh', 'o1-ABCD-efgh', ' OLabc defgh ', 'oI a b c d e f g h'])
      assert.equal(normalCode(typed), '01ABCDEFGH', typed);
  });

  it('keeps what no code has', () => {
    assert.equal(normalCode('a/b'), 'A/B');
  });
});
