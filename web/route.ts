/** What there is below `/matches/{m}`. */
const BELOW = ['fantasy', 'ops'] as const;

/** Pages that are about no match, by their paths. */
const OWN_PAGES = { '': 'matches', wallet: 'wallet', coupons: 'coupons', 'ops/rewards': 'rewardsOps' } as const;

type OwnPage = (typeof OWN_PAGES)[keyof typeof OWN_PAGES];

export type Route =
  { page: OwnPage } | { page: 'match' | (typeof BELOW)[number]; matchId: string } | { page: 'unknown' };

/** The page of a path of the address bar. */
export function routeOf(path: string): Route {
  const segments = path.split('/').filter(Boolean);
  const own = segments.join('/');
  if (isOwnPage(own)) return { page: OWN_PAGES[own] };
  const [first, second, third, ...more] = segments;
  const below = BELOW.find((page) => page === third);
  const isKnown = first === 'matches' && more.length === 0 && (third === undefined || below !== undefined);
  const matchId = isKnown ? decoded(second) : '';
  // An id with a slash would be another path in Firestore.
  if (matchId === '' || matchId.includes('/')) return { page: 'unknown' };
  return { page: below ?? 'match', matchId };
}

export function matchPath(matchId: string): string {
  return `/matches/${encodeURIComponent(matchId)}`;
}

export function fantasyPath(matchId: string): string {
  return `${matchPath(matchId)}/fantasy`;
}

function decoded(segment = ''): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

function isOwnPage(path: string): path is keyof typeof OWN_PAGES {
  return Object.hasOwn(OWN_PAGES, path);
}
