import type { LiveWallet } from '@fanfold/client';
import { coinsText, dayText } from './coins-text.ts';

/** What can be spent, and what expires when. */
export function Balance({ wallet: { available, debt, expiring } }: { wallet: LiveWallet }) {
  return (
    <section className="card balance">
      <p className="coins" data-testid="balance">
        {coinsText(available)}
      </p>
      {debt > 0 && (
        <p className="warning" data-testid="debt">
          A corrected result has taken {coinsText(debt)} that you had spent. The next coins pay them off.
        </p>
      )}
      {expiring.length > 0 && (
        <ul className="expiring" data-testid="expiring">
          {expiring.map(({ on, amount }) => (
            <li key={on}>
              {coinsText(amount)}: spend them by {dayText(on)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
