export type Route = { page: 'matches' } | { page: 'match'; matchId: string } | { page: 'unknown' };

/** The page of a path of the address bar. */
export function routeOf(path: string): Route {
  const [first, second, ...more] = path.split('/').filter(Boolean);
  if (first === undefined) return { page: 'matches' };
  const matchId = first === 'matches' && more.length === 0 ? decoded(second) : '';
  // An id with a slash would be another path in Firestore.
  return matchId === '' || matchId.includes('/') ? { page: 'unknown' } : { page: 'match', matchId };
}

export function matchPath(matchId: string): string {
  return `/matches/${encodeURIComponent(matchId)}`;
}

function decoded(segment = ''): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}
