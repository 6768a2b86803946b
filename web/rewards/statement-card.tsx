import type { Statement } from '@fanfold/client';
import { countText } from '../fantasy/points-text.ts';
import { dayText } from './coins-text.ts';

interface StatementCardProps {
  statement: Statement;
  /** Asks for older lines. */
  older: () => void;
  /** Shows the keys of postings, for operators. */
  withKeys?: boolean;
}

/** How coins came and went, newest first. */
export function StatementCard({ statement: { lines, hasMore }, older, withKeys = false }: StatementCardProps) {
  return (
    <section className="card">
      <h2>Statement</h2>
      {lines.length === 0 && <p className="quiet">No coins yet. Win them with a team, and find here how they came.</p>}
      <table className="statement" data-testid="statement">
        <thead className="unseen">
          <tr>
            <th>When</th>
            <th>Why</th>
            <th>Coins</th>
            <th>Then</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, at, words, amount, balance }) => (
            <tr key={key}>
              <td className="quiet">{dayText(at)}</td>
              <td>
                {words} {withKeys && <code>{key}</code>}
              </td>
              <td className={amount < 0 ? 'loss' : 'gain'}>
                {amount > 0 ? '+' : ''}
                {countText(amount)}
              </td>
              <td className="quiet">{countText(balance)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasMore && (
        <button type="button" className="more" onClick={older}>
          Show older
        </button>
      )}
    </section>
  );
}
