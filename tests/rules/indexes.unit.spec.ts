import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { matrix } from './matrix.ts';

interface FieldOverride {
  collectionGroup: string;
  fieldPath: string;
  indexes: readonly unknown[];
}

/** Collections of what people type now and then: never 500 a second. */
const BY_HAND = ['reports'];

describe('indexes', () => {
  const file = readFileSync(new URL('../../firestore.indexes.json', import.meta.url), 'utf8');
  const { fieldOverrides } = JSON.parse(file) as { fieldOverrides: readonly FieldOverride[] };

  // What nobody asks for costs a write each; and one on a time that grows takes no more than 500 writes a second.
  it('leaves no field of any collection indexed that is not named', () => {
    const groups = new Set(matrix.map(({ path }) => path.split('/').at(-2) ?? ''));
    groups.delete('anything');
    const bare = fieldOverrides.filter(({ fieldPath, indexes }) => fieldPath === '*' && indexes.length === 0);
    assert.deepEqual([...groups].sort(), [...new Set(bare.map(({ collectionGroup }) => collectionGroup))].sort());
  });

  it('names no field that is the time of a write', () => {
    const times = ['at', 'savedAt', 'askedAt', 'updatedAt', 'createdAt', 'expiresAt', 'busyUntil'];
    const indexed = fieldOverrides.filter(
      ({ collectionGroup, fieldPath, indexes }) =>
        times.includes(fieldPath) && indexes.length > 0 && !BY_HAND.includes(collectionGroup),
    );
    assert.deepEqual(indexed, []);
  });
});
