import type { LiveWallet, Statement } from '@fanfold/client';
import { useState } from 'react';
import { useFanfold } from '../../live/fanfold-context.ts';
import { Trouble } from '../../live/trouble.tsx';
import { useWatched } from '../../live/use-watched.ts';
import { Balance } from '../../rewards/balance.tsx';
import { coinsText } from '../../rewards/coins-text.ts';
import { StatementCard } from '../../rewards/statement-card.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { FanIdField, Outcome, ReasonField, useDirective } from '../directive-outcome.tsx';

/** A fan's wallet by their id, and a posting of it undone. */
export function FanWallet() {
  const [typed, type] = useState('');
  const [uid, choose] = useState('');
  return (
    <section className="card directives">
      <h2>A fan’s wallet</h2>
      <FanIdField uid={typed} change={type} testId="wallet-uid" />
      <button
        type="button"
        disabled={typed.trim() === '' || typed.includes('/')}
        data-testid="find-wallet"
        onClick={() => choose(typed.trim())}
      >
        Find
      </button>
      {uid !== '' && <Wallet key={uid} uid={uid} />}
    </section>
  );
}

const LINES = 50;

function Wallet({ uid }: { uid: string }) {
  const [limit, setLimit] = useState(LINES);
  const wallet = useWatched<LiveWallet>(uid, (fanfold, next, fail) => fanfold.watchWalletOf(uid, next, fail));
  const statement = useWatched<Statement>(`${uid} ${limit}`, (fanfold, next, fail) =>
    fanfold.watchStatementOf(uid, { limit }, next, fail),
  );
  return (
    <>
      <Trouble watches={[wallet, statement]} />
      {wallet.value && <Balance wallet={wallet.value} />}
      {statement.value && <StatementCard statement={statement.value} older={() => setLimit(limit + LINES)} withKeys />}
      <Reversal uid={uid} />
    </>
  );
}

function Reversal({ uid }: { uid: string }) {
  const fanfold = useFanfold();
  const [key, setKey] = useState('');
  const [reason, setReason] = useState('');
  const [outcome, direct] = useDirective();
  const input = { uid, key: key.trim(), reason: reason.trim() };
  const reverse = () =>
    void direct(async () => {
      const { amount, balance } = await fanfold.reversePosting(input);
      return `${coinsText(amount)} moved; the fan has ${coinsText(balance)} now.`;
    });
  return (
    <>
      <h3>Undo a posting</h3>
      <label>
        Its key, from the statement
        <input
          value={key}
          autoComplete="off"
          data-testid="posting-key"
          onChange={({ target }) => setKey(target.value)}
        />
      </label>
      <ReasonField reason={reason} change={setReason} form="reversal" />
      <ConfirmButton
        label="Undo it"
        question="What it moved is moved back, once and for good. Coins that were spent meanwhile become a debt. Undo it?"
        confirm="Yes"
        testId="reverse"
        disabled={input.key === '' || input.reason === '' || outcome.busy}
        run={reverse}
      />
      <Outcome outcome={outcome} form="reversal" />
    </>
  );
}
