/**
 * What reconciling snapshots have said about one table of one match: below which version a row of a key range is no longer true.
 * A floor acts on its range like a delete at its version, so floors merge by maximum and in any order.
 *
 * Kept as a step function over the key space: step i holds for `steps[i - 1].to < key <= steps[i].to`; the last step is open (`to: null`).
 */
export interface FloorStep {
  to: string | null;
  /** Empty: no floor. */
  version: string;
}

export type Floors = readonly FloorStep[];

export const NO_FLOORS: Floors = [{ to: null, version: '' }];

/** The version below which the row of this key is void. */
export function floorAt(floors: Floors, key: string): string {
  return floors.find(({ to }) => to === null || key <= to)?.version ?? '';
}

/** Raises the floor to `version` where `from < key <= to`; null is open. */
export function raiseFloor(floors: Floors, from: string | null, to: string | null, version: string): Floors {
  const cuts = new Set(floors.map((step) => step.to));
  cuts.add(to);
  if (from !== null) cuts.add(from);
  const steps: FloorStep[] = [];
  for (const cut of [...cuts].sort(compareBounds)) {
    const covered = (from === null || compareBounds(cut, from) > 0) && compareBounds(cut, to) <= 0;
    const old = floors.find((step) => compareBounds(cut, step.to) <= 0)?.version ?? '';
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
