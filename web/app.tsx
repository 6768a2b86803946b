import { FantasyPage } from './fantasy/fantasy-page.tsx';
import { MatchPage } from './match/match-page.tsx';
import { MatchList } from './matches/match-list.tsx';
import { Link, usePath } from './navigation.tsx';
import { OpsPage } from './ops/ops-page.tsx';
import { RewardsOpsPage } from './ops/rewards/rewards-ops-page.tsx';
import { CouponsPage } from './rewards/coupons-page.tsx';
import { WalletPage } from './rewards/wallet-page.tsx';
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
          <span className="places">
            {route.page !== 'matches' && <Link to="/">All matches</Link>}
            <Link to="/coupons">Coupons</Link>
            <Link to="/wallet">Wallet</Link>
          </span>
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
    case 'wallet':
      return <WalletPage />;
    case 'coupons':
      return <CouponsPage />;
    case 'rewardsOps':
      return <RewardsOpsPage />;
    case 'unknown':
      return (
        <Notice title="There is no such page">
          <Link to="/">See all matches</Link>
        </Notice>
      );
  }
}
