import type { LiveWallet, Statement } from '@fanfold/client';
import { useEffect, useState } from 'react';
import { ConnectionBadge } from '../live/connection-badge.tsx';
import { Trouble } from '../live/trouble.tsx';
import { useWatched } from '../live/use-watched.ts';
import { worstOf } from '../live/watch-state.ts';
import { Link } from '../navigation.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Balance } from './balance.tsx';
import { StatementCard } from './statement-card.tsx';

/** Lines of a statement that come at first, and with each "Show older". */
const LINES = 25;

/** A fan's coins: how many there are, and how they came and went. */
export function WalletPage() {
  const [limit, setLimit] = useState(LINES);
  const wallet = useWatched<LiveWallet>('wallet', (fanfold, next, fail) => fanfold.watchWallet(next, fail));
  const statement = useWatched<Statement>(`${limit}`, (fanfold, next, fail) =>
    fanfold.watchStatement({ limit }, next, fail),
  );
  const watches = [wallet, statement];
  useEffect(() => {
    document.title = 'Wallet · Fanfold';
  }, []);
  return (
    <div className="page stack" data-testid="wallet">
      <div className="list-head">
        <h1>Wallet</h1>
        <ConnectionBadge connection={worstOf(watches.map(({ connection }) => connection))} />
      </div>
      <Trouble watches={watches} />
      {wallet.value ? <Balance wallet={wallet.value} /> : <Skeleton label="Loading your coins" blocks={[120]} />}
      <p>
        <Link to="/coupons">See what there is for coins</Link>
      </p>
      {statement.value ? (
        <StatementCard statement={statement.value} older={() => setLimit(limit + LINES)} />
      ) : (
        <Skeleton label="Loading your statement" blocks={[320]} />
      )}
    </div>
  );
}
