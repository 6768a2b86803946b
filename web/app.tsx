import { FantasyPage } from './fantasy/fantasy-page.tsx';
import { MatchPage } from './match/match-page.tsx';
import { MatchList } from './matches/match-list.tsx';
import { Link, usePath } from './navigation.tsx';
import { OpsPage } from './ops/ops-page.tsx';
import { type Route, routeOf } from './route.ts';
import { Logo } from './ui/logo.tsx';
import { Notice } from './ui/notice.tsx';

export function App() {
  const route = routeOf(usePath());
  return (
    <>
      <header className="bar">
        <nav aria-label="Fanfold">
          <Link to="/" className="brand">
            <Logo />
            Fanfold
          </Link>
          {route.page !== 'matches' && <Link to="/">All matches</Link>}
        </nav>
      </header>
      <main>
        <Page route={route} />
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
    case 'fantasy':
      return <FantasyPage key={route.matchId} matchId={route.matchId} />;
    case 'ops':
      return <OpsPage key={route.matchId} matchId={route.matchId} />;
    case 'unknown':
      return (
        <Notice title="There is no such page">
          <Link to="/">See all matches</Link>
        </Notice>
      );
  }
}
