/**
 * What reconciling snapshots have said about one table of one match: below which version a row of a key range is no longer true.
 * A tombstone acts on its range like a delete at its version, so tombstones merge by maximum and in any order.
 *
 * Kept as a step function over the key space: step i holds for `steps[i - 1].to < key <= steps[i].to`; the last step is open (`to: null`).
 */
export interface TombstoneStep {
  to: string | null;
  /** Empty: no tombstone. */
  version: string;
}

export type RangeTombstones = readonly TombstoneStep[];

export const NO_TOMBSTONES: RangeTombstones = [{ to: null, version: '' }];

/** The version below which the row of this key is void. */
export function tombstoneAt(tombstones: RangeTombstones, key: string): string {
  return tombstones.find(({ to }) => to === null || key <= to)?.version ?? '';
}

/** Raises the tombstone to `version` where `from < key <= to`; null is open. */
export function addRange(
  tombstones: RangeTombstones,
  from: string | null,
  to: string | null,
  version: string,
): RangeTombstones {
  const cuts = new Set(tombstones.map((step) => step.to));
  cuts.add(to);
  if (from !== null) cuts.add(from);
  const steps: TombstoneStep[] = [];
  for (const cut of [...cuts].sort(compareBounds)) {
    const covered = (from === null || compareBounds(cut, from) > 0) && compareBounds(cut, to) <= 0;
    const old = tombstones.find((step) => compareBounds(cut, step.to) <= 0)?.version ?? '';
    const raised = covered && version > old ? version : old;
    if (steps.at(-1)?.version === raised) steps.pop();
    steps.push({ to: cut, version: raised });
  }
  return steps;
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
