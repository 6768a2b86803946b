import assert from 'node:assert/strict';
import { messageText, readItems } from './read-items.ts';

describe('the text of a message', () => {
  const base64 = (bytes: string | Uint8Array) => Buffer.from(bytes).toString('base64');

  it('reads an array of items, or a single one', () => {
    assert.deepEqual(readItems(messageText(base64('[{"id": "a"}, null, "Größe"]'))), {
      items: [{ id: 'a' }, null, 'Größe'],
    });
    assert.deepEqual(readItems(messageText(base64('{"id": "a"}'))), { items: [{ id: 'a' }] });
  });

  it('rejects a message without data, and says so', () => {
    for (const nothing of [undefined, '']) {
      assert.deepEqual(readItems(messageText(nothing)), {
        rejected: { code: 'notJson', message: 'the message has no data', table: null, payload: '' },
      });
    }
  });

  it('rejects bytes that are no UTF-8, and keeps them', () => {
    // A name in Latin-1: read leniently, it would be another name.
    const latin1 = Buffer.from('[{"name": "M\u00fcller"}]', 'latin1');
    const read = readItems(messageText(base64(latin1)));
    assert.ok('rejected' in read);
    assert.equal(read.rejected.code, 'notJson');
    assert.ok(String(read.rejected.payload).includes(base64(latin1)));
  });

  it('rejects what is no JSON, as it came', () => {
    for (const text of ['{', 'hello', '[1,]', '\u0000']) {
      const read = readItems(messageText(base64(text)));
      assert.ok('rejected' in read, text);
      assert.equal(read.rejected.payload, text);
    }
  });
});
