export type Route = { page: 'matches' } | { page: 'match'; matchId: string };

/** What a location's hash asks for: `#/match/ID`; anything else is the list. */
export function routeOf(hash: string): Route {
  const [, id] = /^#\/match\/([^/]+)$/.exec(hash) ?? [];
  if (id === undefined) return { page: 'matches' };
  try {
    return { page: 'match', matchId: decodeURIComponent(id) };
  } catch {
    return { page: 'matches' };
  }
}

export function matchHref(matchId: string): string {
  return `#/match/${encodeURIComponent(matchId)}`;
}
