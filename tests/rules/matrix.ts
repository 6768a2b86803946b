/** Who a request comes from. */
export type Role = 'visitor' | 'fan' | 'ops';
export type Operation = 'get' | 'list' | 'listUnbounded' | 'create' | 'update' | 'delete';

export interface MatrixRow {
  /** A document path; names in braces stand for ids. */
  path: string;
  /** Roles that may; an operation that is missing is for nobody. */
  allowed: Partial<Record<Operation, readonly Role[]>>;
}

const SIGNED_IN: readonly Role[] = ['fan', 'ops'];
const OPS: readonly Role[] = ['ops'];

/** Every collection that anything writes, and who may read it. Nobody may write any of them. */
export const matrix: readonly MatrixRow[] = [
  { path: 'matches/{match}', allowed: { get: SIGNED_IN, list: SIGNED_IN } },
  { path: 'matches/{match}/live/scorecard', allowed: { get: SIGNED_IN } },
  { path: 'matches/{match}/moments/{moment}', allowed: { get: SIGNED_IN, list: SIGNED_IN } },
  { path: 'matches/{match}/state/scorecards', allowed: {} },
  { path: 'snapshots/scorecards', allowed: {} },
  { path: 'connectors/{connector}', allowed: {} },
  { path: 'deadLetters/{letter}', allowed: { get: OPS, list: OPS } },
  { path: 'health/{part}', allowed: { get: OPS, list: OPS, listUnbounded: OPS } },
  { path: 'anything/{else}', allowed: {} },
];

/** Collections of these documents that have no row in the matrix, as patterns such as `matches/{}/moments`. */
export function collectionsWithoutRow(documentPaths: Iterable<string>): string[] {
  const covered = new Set(matrix.map(({ path }) => collectionOf(path)));
  return [...new Set([...documentPaths].map(collectionOf))].filter((collection) => !covered.has(collection)).sort();
}

function collectionOf(path: string): string {
  const parts = path.split('/').slice(0, -1);
  return parts.map((part, index) => (index % 2 === 1 ? '{}' : part)).join('/');
}
