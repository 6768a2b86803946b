import { Notice } from './live/notice.tsx';
import { MatchPage } from './match/match-page.tsx';
import { MatchList } from './matches/match-list.tsx';
import { Link, usePath } from './navigation.tsx';
import { type Route, routeOf } from './route.ts';

export function App() {
  const path = usePath();
  return (
    <>
      <header className="bar">
        <Link to="/" className="brand">
          Fanfold
        </Link>
      </header>
      <main>
        <Page route={routeOf(path)} />
      </main>
    </>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'matches':
      return <MatchList />;
    case 'match':
      return <MatchPage key={route.matchId} matchId={route.matchId} />;
    case 'unknown':
      return (
        <Notice title="There is no such page">
          <Link to="/">All matches</Link>
        </Notice>
      );
  }
}
