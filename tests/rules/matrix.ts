/** Who a request comes from. `owner` is a fan too: the one that owns the document, or is a member of the league. */
export type Role = 'visitor' | 'fan' | 'owner' | 'ops';
/** `listOwn` asks for the caller's own documents only; where lists are allowed at all, it is one of them. */
export type Operation =
  'get' | 'list' | 'listOwn' | 'listUnbounded' | 'listOwnUnbounded' | 'create' | 'update' | 'delete';

export interface MatrixRow {
  /** A document path; names in braces stand for ids. */
  path: string;
  /** Roles that may; an operation that is missing is for nobody. */
  allowed: Partial<Record<Operation, readonly Role[]>>;
  /** What the document holds, as far as the rules ask. */
  fields?: Record<string, unknown>;
  /** Field by which `listOwn` finds the caller's own documents, or those that are for all, which have `value` in it. */
  own?: { field: string; operator: '==' | 'array-contains'; value?: unknown };
}

/** The one who owns things. */
export const OWNER = 'owner-1';

const SIGNED_IN: readonly Role[] = ['fan', 'owner', 'ops'];
const OPS: readonly Role[] = ['ops'];
const OWN: readonly Role[] = ['owner'];
const OWN_AND_OPS: readonly Role[] = ['owner', 'ops'];

/** Every query for one's own documents is fine for everybody who has an own one to ask for. */
const LIST_OWN = { field: 'uid', operator: '==' } as const;

const LIST_PUBLIC = { field: 'isPublic', operator: '==', value: true } as const;

/** Every collection that anything writes, and who may read it. Nobody may write any of them. */
export const matrix: readonly MatrixRow[] = [
  { path: 'matches/{match}', allowed: { get: SIGNED_IN, list: SIGNED_IN } },
  { path: 'matches/{match}/live/scorecard', allowed: { get: SIGNED_IN } },
  { path: 'matches/{match}/moments/{moment}', allowed: { get: SIGNED_IN, list: SIGNED_IN } },
  { path: 'matches/{match}/state/scorecards', allowed: {} },
  { path: 'matches/{match}/state/scorecards-outbox-7-1', allowed: {} },
  { path: 'matches/{match}/state/fantasy', allowed: {} },
  { path: 'contests/{open}', allowed: { get: SIGNED_IN, list: SIGNED_IN }, fields: { lockedAt: null } },
  { path: 'contests/{locked}', allowed: { get: SIGNED_IN, list: SIGNED_IN }, fields: { lockedAt: 1 } },
  { path: 'contests/{open}/live/standings', allowed: { get: SIGNED_IN } },
  { path: 'contests/{open}/live/leaderboard', allowed: { get: SIGNED_IN } },
  { path: 'contests/{open}/live/names', allowed: { get: SIGNED_IN } },
  {
    path: 'contests/{open}/entries/{entry}',
    fields: { uid: OWNER },
    own: LIST_OWN,
    allowed: { get: OWN, listOwn: SIGNED_IN },
  },
  {
    path: 'contests/{locked}/entries/{entry}',
    fields: { uid: OWNER },
    own: LIST_OWN,
    allowed: { get: SIGNED_IN, listOwn: SIGNED_IN },
  },
  {
    path: 'contests/{open}/results/{entry}',
    fields: { uid: OWNER },
    own: LIST_OWN,
    allowed: { get: SIGNED_IN, listOwn: SIGNED_IN },
  },
  { path: 'contests/{open}/settlements/{settlement}', allowed: { get: OPS, list: OPS } },
  { path: 'contests/{open}/state/{block}', allowed: {} },
  { path: 'contests/{open}/state/lock', allowed: {} },
  { path: 'contests/{open}/state/directives', allowed: { get: OPS } },
  {
    path: 'leagues/{league}',
    fields: { members: [OWNER, 'somebody'] },
    own: { field: 'members', operator: 'array-contains' },
    allowed: { get: OWN, listOwn: SIGNED_IN },
  },
  { path: 'fans/{fan}', allowed: { get: SIGNED_IN } },
  { path: 'fans/{fan}/state/profile', allowed: {} },
  { path: `fans/${OWNER}/state/activities`, allowed: {} },
  { path: `fans/${OWNER}/state/2026-06`, allowed: {} },
  { path: `fans/${OWNER}/achievements/{achievement}`, allowed: { get: SIGNED_IN, list: SIGNED_IN } },
  { path: `fans/${OWNER}/feed/{item}`, allowed: { get: OWN, list: OWN } },
  { path: 'fans/{fan}/state/keys', allowed: {} },
  { path: `following/${OWNER}`, allowed: { get: OWN } },
  { path: 'handles/{key}', allowed: { get: SIGNED_IN } },
  { path: 'referralCodes/{code}', allowed: {} },
  { path: 'contactKeys/{key}', allowed: {} },
  { path: 'keyConflicts/{conflict}', allowed: { get: OPS, list: OPS } },
  { path: 'erasedFans/{fan}', allowed: {} },
  { path: 'boards/{board}', allowed: { get: SIGNED_IN, list: SIGNED_IN } },
  { path: 'boards/{board}/live/standings', allowed: { get: SIGNED_IN } },
  { path: 'boards/{board}/live/leaderboard', allowed: { get: SIGNED_IN } },
  { path: 'boards/{board}/state/directory', allowed: {} },
  { path: `wallets/${OWNER}`, allowed: { get: OWN_AND_OPS } },
  { path: `wallets/${OWNER}/postings/{key}`, allowed: { get: OWN_AND_OPS, list: OWN_AND_OPS } },
  { path: `wallets/${OWNER}/state/directives`, allowed: {} },
  {
    path: 'campaigns/{public}',
    fields: { isPublic: true },
    own: LIST_PUBLIC,
    allowed: { get: SIGNED_IN, list: OPS, listOwn: SIGNED_IN },
  },
  {
    path: 'campaigns/{draft}',
    fields: { isPublic: false },
    own: LIST_PUBLIC,
    allowed: { get: OPS, list: OPS, listOwn: SIGNED_IN },
  },
  { path: 'campaigns/{public}/state/campaign', allowed: {} },
  { path: 'campaigns/{public}/state/directives', allowed: {} },
  { path: 'campaigns/{public}/state/stock', allowed: { get: OPS } },
  { path: 'campaigns/{public}/slots/{slot}', allowed: {} },
  { path: 'campaigns/{public}/codes/{block}', allowed: {} },
  { path: 'campaigns/{public}/claims/{fan}', allowed: {} },
  { path: 'campaigns/{public}/refunds/{redemption}', allowed: {} },
  { path: 'campaigns/{public}/reports/{redemption}', allowed: { get: OPS, list: OPS } },
  {
    path: 'redemptions/{redemption}',
    fields: { uid: OWNER },
    own: LIST_OWN,
    allowed: { get: OWN, listOwn: SIGNED_IN },
  },
  { path: 'leagueCodes/{code}', allowed: {} },
  { path: 'rateLimits/{call}', allowed: {} },
  { path: 'auditAnchors/{uid}', allowed: {} },
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
