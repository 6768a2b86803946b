/** What there is below `/matches/{m}`. */
const BELOW = ['fantasy', 'ops'] as const;

export type Route =
  { page: 'matches' } | { page: 'match' | (typeof BELOW)[number]; matchId: string } | { page: 'unknown' };

/** The page of a path of the address bar. */
export function routeOf(path: string): Route {
  const [first, second, third, ...more] = path.split('/').filter(Boolean);
  if (first === undefined) return { page: 'matches' };
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
