import type { LeagueTable, LiveContest, LiveLeague } from '@fanfold/client';
import { useState } from 'react';
import { useFanfold } from '../live/fanfold-context.ts';
import { Trouble } from '../live/trouble.tsx';
import { useWatched } from '../live/use-watched.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { copyText } from '../ui/copy-text.ts';
import { BoardRow } from './board-row.tsx';
import { codeText } from './points-text.ts';
import { refusalText } from '../ui/refusal.ts';
import { useMyUid } from './use-my-uid.ts';

interface LeagueProps {
  league: LiveLeague;
  contest: LiveContest;
}

/** One league: its live table in this contest, its code to share, and the way out. */
export function League({ league, contest }: LeagueProps) {
  const fanfold = useFanfold();
  const myUid = useMyUid();
  const [said, say] = useState('');
  const table = useWatched<LeagueTable>(`${league.id} ${contest.id}`, (client, next, fail) =>
    client.watchLeague(league.id, contest.id, next, fail),
  );
  // Who has just left may no longer look.
  const hasLeft = table.error?.code === 'permissionDenied';
  const without = contest.locked ? 'no team' : '';
  return (
    <section className="league" data-testid="league" aria-label={league.name}>
      <h3>{league.name}</h3>
      <div className="league-code">
        Code <code data-testid="league-code">{codeText(league.code)}</code>
        <button
          type="button"
          onClick={() => void copyText(codeText(league.code), 'The code is copied: send it to your friends.').then(say)}
        >
          Copy
        </button>
      </div>
      {!hasLeft && <Trouble watches={[table]} />}
      <ol className="board">
        {table.value?.rows.map((row) => (
          <BoardRow key={row.uid} row={row} isMine={row.uid === myUid} without={without} />
        ))}
      </ol>
      <ConfirmButton
        label="Leave this league"
        question={`Leave ${league.name}? With its code you can join again.`}
        confirm="Leave"
        className="plain"
        testId="leave-league"
        run={() => {
          fanfold.leaveLeague({ leagueId: league.id }).catch((error: unknown) => say(refusalText(error)));
        }}
      />
      <p className="said" role="status">
        {said}
      </p>
    </section>
  );
}
