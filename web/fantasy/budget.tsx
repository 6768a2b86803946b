import type { LiveContest } from '@fanfold/client';
import type { Draft } from './draft.ts';
import { creditsText } from './points-text.ts';

interface BudgetProps {
  contest: LiveContest;
  draft: Draft;
  /** What to do next, in words. */
  hint: string;
}

/** What is picked and what is left; stays in sight while the players scroll. */
export function Budget({ contest: { rules, players, home, away }, draft: { picks }, hint }: BudgetProps) {
  const picked = players.filter(({ id }) => picks.includes(id));
  const spent = picked.reduce((sum, { price }) => sum + price, 0);
  const left = rules.budget - spent;
  return (
    <div className={`budget ${left < 0 ? 'over' : ''}`}>
      <p>
        <strong data-testid="pick-count">
          {picks.length} / {rules.picks}
        </strong>
        <span className="unseen"> players</span>
      </p>
      <p className="of-sides">
        {[home, away].map(({ id, short }) => (
          <span key={id}>
            {short} <b>{picked.filter(({ teamId }) => teamId === id).length}</b>
          </span>
        ))}
      </p>
      <p>
        <strong data-testid="budget-left">{creditsText(left)}</strong> credits
        <span className="unseen"> left</span>
      </p>
      <div className="meter" aria-hidden="true">
        <div style={{ width: `${Math.min(100, (100 * spent) / rules.budget)}%` }} />
      </div>
      <p className="hint" aria-live="polite" data-testid="hint">
        {hint}
      </p>
    </div>
  );
}
