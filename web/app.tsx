import { useEffect, useState } from 'react';
import { MatchPage } from './match/match-page.tsx';
import { MatchList } from './matches/match-list.tsx';
import { routeOf } from './route.ts';

export function App() {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const follow = () => {
      setRoute(routeOf(location.hash));
      scrollTo(0, 0);
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return (
    <>
      <header className="bar">
        <a href="#/" className="brand">
          Fanfold
        </a>
      </header>
      <main>{route.page === 'match' ? <MatchPage key={route.matchId} matchId={route.matchId} /> : <MatchList />}</main>
    </>
  );
}
