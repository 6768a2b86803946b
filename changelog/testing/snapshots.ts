import assert from 'node:assert/strict';
import type { SnapshotMarker } from '@fanfold/kit/contract';
import type { Bench } from './bench.ts';

/** A snapshot message taken apart. */
export interface SnapshotPart {
  keys: string[][];
  marker: SnapshotMarker;
  bytes: number;
}

/** The messages of snapshots of a table with one key column, in key order. Fails unless each ends with its only marker, which names its rows. */
export function snapshotParts({ messages }: Bench, table = 'items'): SnapshotPart[] {
  const parts = messages
    .filter(({ envelopes }) => envelopes.some(({ op, source }) => source.table === table && (op === 'r' || op === 's')))
    .map(({ envelopes, bytes }): SnapshotPart => {
      const marker = envelopes.at(-1);
      assert.ok(marker?.op === 's', 'a snapshot message ends with its marker');
      const keys = envelopes.slice(0, -1).map((envelope) => {
        assert.ok(envelope.op === 'r', 'and before it has rows only');
        return marker.keyColumns.map((column) => String(envelope.after?.[column]));
      });
      assert.deepEqual(marker.keys, keys);
      return { keys, marker, bytes };
    });
  const start = ({ marker }: SnapshotPart): string => marker.keyFrom?.[0] ?? '';
  return parts.sort((a, b) => (start(a) < start(b) ? -1 : 1));
}

/** Whether the ranges of the markers that have arrived lead from the first key to the last. */
export function isCovered({ messages }: Bench): boolean {
  const markers = messages.flatMap(({ envelopes }) =>
    envelopes.flatMap((envelope) => (envelope.op === 's' ? [envelope] : [])),
  );
  const ends = new Map(markers.map(({ keyFrom, keyTo }) => [String(keyFrom), keyTo]));
  let end = ends.get('null');
  while (end) end = ends.get(String(end));
  return end === null;
}

/** Fails unless the markers cover all keys, each once. */
export function assertTiles(bench: Bench): SnapshotPart[] {
  const parts = snapshotParts(bench);
  const ends = parts.map(({ marker }) => marker.keyTo);
  assert.deepEqual(
    parts.map(({ marker }) => marker.keyFrom),
    [null, ...ends.slice(0, -1)],
  );
  assert.equal(ends.at(-1), null);
  for (const { keys, marker } of parts) {
    for (const [key] of keys)
      assert.ok(String(key) > (marker.keyFrom?.[0] ?? '') && String(key) <= (marker.keyTo?.[0] ?? '\uffff'));
  }
  return parts;
}
