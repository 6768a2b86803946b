import assert from 'node:assert/strict';
import { lettersOnly } from '../testing/letters.ts';
import { keepDeadLetters } from './dead-letters.ts';

describe('dead letters', () => {
  const letter = (payload: unknown, message = 'no') => ({ code: 'badRow', message, table: 'squads', payload }) as const;

  async function kept(...payloads: readonly unknown[]) {
    const { db, letters } = lettersOnly();
    await keepDeadLetters(
      db,
      'fans',
      payloads.map((payload) => letter(payload)),
    );
    return [...letters.values()];
  }

  it('keep the payload as it came', async () => {
    const [text, row] = await kept('{"half', { name: 'Müller', half: '\ud83c' });
    assert.equal(text?.payload, '{"half');
    assert.deepEqual(JSON.parse(row?.payload ?? ''), { name: 'Müller', half: '\ud83c' });
    assert.equal(row?.cut, false);
  });

  it('are one document for the same input, and another for another service', async () => {
    const { db, letters } = lettersOnly();
    for (const service of ['fans', 'fans', 'rewards']) await keepDeadLetters(db, service, [letter({ id: 1 })]);
    const ids = [...letters.keys()];
    assert.equal(ids.length, 2);
    for (const [index, service] of ['fans', 'rewards'].entries())
      assert.match(ids[index] ?? '', new RegExp(`^${service}:[0-9a-f]{64}$`));
  });

  it('cut a payload that no document holds, at a whole character', async () => {
    // A trophy is four bytes of UTF-8 and two units of a string: each of these is cut at another place within one.
    for (const before of ['', 'a', 'ab', 'abc']) {
      const [letter] = await kept(before + '\u{1f3c6}'.repeat(400_000));
      assert.ok(letter?.cut);
      assert.ok(isWellFormed(letter.payload), `cut within a character after ${before.length}`);
      const bytes = Buffer.byteLength(letter.payload);
      assert.ok(bytes <= 700_000 && bytes > 699_996, String(bytes));
    }
  });

  it('say what is wrong in 2,000 bytes', async () => {
    const { db, letters } = lettersOnly();
    await keepDeadLetters(db, 'fans', [letter({}, 'x\u{1f3c6}'.repeat(1_000) + '\ud83c')]);
    const [{ message } = { message: '' }] = letters.values();
    assert.ok(isWellFormed(message) && Buffer.byteLength(message) <= 2_000);
  });

  it('say of which table in 200 bytes', async () => {
    const { db, letters } = lettersOnly();
    await keepDeadLetters(db, 'fans', [{ ...letter({}), table: `\ud83c${'é'.repeat(1_000)}` }]);
    const [{ table } = { table: '' }] = letters.values();
    assert.ok(table !== null && isWellFormed(table) && Buffer.byteLength(table) <= 200);
  });

  it('keep the others when one cannot be written', async () => {
    const { db, letters } = lettersOnly();
    const { doc } = db;
    let writes = 0;
    const failing = {
      ...db,
      doc: (path: string) => (writes++ === 1 ? { set: () => Promise.reject(new Error('down')) } : doc(path)),
    };
    const work = keepDeadLetters(failing as typeof db, 'fans', [letter(1), letter(2), letter(3)]);
    await assert.rejects(work, /down/);
    assert.equal(letters.size, 2);
  });
});

/** Has no half of a character. */
function isWellFormed(text: string): boolean {
  return Buffer.from(text).toString() === text;
}
