import { isSameSnapshot } from './version.ts';

/**
 * What snapshots say about a table or a part of it: below which version a row of a key range is no longer true. A tombstone acts on its range
 * like a delete at its version, so tombstones merge by maximum and in any order.
 *
 * Kept as a step function over the key space: step i holds for `steps[i - 1].to < key <= steps[i].to`; the last step is open (`to: null`).
 * Neighbours differ in their versions.
 */
export interface TombstoneStep {
  to: string | null;
  /** Empty: no tombstone. */
  version: string;
}

export type RangeTombstones = readonly TombstoneStep[];

export const NO_TOMBSTONES: RangeTombstones = [{ to: null, version: '' }];

/** Index of the step that holds for this key. */
export function stepAt(tombstones: RangeTombstones, key: string): number {
  let [low, high] = [0, tombstones.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    const to = tombstones[middle]?.to ?? null;
    if (to === null || key <= to) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The version below which the row of this key is void. */
export function tombstoneAt(tombstones: RangeTombstones, key: string): string {
  return tombstones[stepAt(tombstones, key)]?.version ?? '';
}

/** The higher of both, everywhere. */
export function mergeTombstones(a: RangeTombstones, b: RangeTombstones): RangeTombstones {
  const merged: TombstoneStep[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [left, right] = [a[i], b[j]];
    if (!left || !right) return merged;
    const to = compareBounds(left.to, right.to) <= 0 ? left.to : right.to;
    append(merged, { to, version: left.version > right.version ? left.version : right.version });
    if (left.to === to) i++;
    if (right.to === to) j++;
  }
}

/** Raises the tombstone to `version` where `from < key <= to`; null is open. */
export function addRange(
  tombstones: RangeTombstones,
  from: string | null,
  to: string | null,
  version: string,
): RangeTombstones {
  if (from !== null && compareBounds(from, to) >= 0) return tombstones;
  const range = [
    ...(from === null ? [] : [{ to: from, version: '' }]),
    { to, version },
    ...(to === null ? [] : [{ to: null, version: '' }]),
  ];
  return mergeTombstones(tombstones, range);
}

/**
 * Gives touching ranges of one snapshot the lower version of the two, so that a snapshot that is complete is one step.
 *
 * No row comes back by that: between the chunks of one snapshot the stream has no gap (a gap starts another snapshot), so a row that was
 * deleted after the first chunk is deleted by the stream, and a row that was deleted before is older than the first chunk.
 */
export function joinSnapshots(tombstones: RangeTombstones): RangeTombstones {
  const joined: TombstoneStep[] = [];
  for (const step of tombstones) {
    const last = joined.at(-1);
    if (last && isSameSnapshot(last.version, step.version)) joined.splice(-1, 1, lowerOf(last, step));
    else joined.push(step);
  }
  return joined;
}

/** The version below which every row of the table is void; empty while a part of it has no tombstone. */
export function tableTombstone(tombstones: RangeTombstones): string {
  return tombstones.reduce(
    (lowest, { version }) => (version < lowest ? version : lowest),
    tombstones[0]?.version ?? '',
  );
}

/**
 * At most so many bytes of steps: neighbours take the lower version of the two, first those that both have one. What is lost is the deletion
 * of rows that the stream has not deleted either; the next snapshot finds them.
 */
export function limitTombstones(tombstones: RangeTombstones, maxBytes: number): RangeTombstones {
  let limited = tombstones;
  while (limited.length > 1 && bytesOf(limited) > maxBytes) {
    const covered = joinPairs(limited, (a, b) => a.version !== '' && b.version !== '');
    limited = covered.length < limited.length ? covered : joinPairs(limited, () => true);
  }
  return limited;
}

/** What a step takes in a document beside the bytes of its key: a version, two field names, the map. */
const STEP_BYTES = 100;

function bytesOf(tombstones: RangeTombstones): number {
  return tombstones.reduce((sum, { to }) => sum + STEP_BYTES + Buffer.byteLength(to ?? ''), 0);
}

function joinPairs(steps: RangeTombstones, may: (a: TombstoneStep, b: TombstoneStep) => boolean): RangeTombstones {
  const joined: TombstoneStep[] = [];
  for (let i = 0; i < steps.length; i++) {
    const [step, next] = [steps[i] as TombstoneStep, steps[i + 1]];
    if (next && may(step, next)) i++;
    append(joined, next && may(step, next) ? lowerOf(step, next) : step);
  }
  return joined;
}

function append(steps: TombstoneStep[], step: TombstoneStep): void {
  if (steps.at(-1)?.version === step.version) steps.pop();
  steps.push(step);
}

/** Both ranges as one. */
function lowerOf(step: TombstoneStep, next: TombstoneStep): TombstoneStep {
  return { to: next.to, version: step.version < next.version ? step.version : next.version };
}

function compareBounds(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}

/** Whether a snapshot has spoken of every key. */
export function coversAll(tombstones: RangeTombstones): boolean {
  return tombstones.every(({ version }) => version !== '');
}
