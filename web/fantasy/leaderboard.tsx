import type { Leaderboard as Board, Standing } from '@fanfold/client';
import { Avatar } from './avatar.tsx';
import { countText, pointsText } from './points-text.ts';

interface LeaderboardProps {
  board: Board | null | undefined;
  standing: Standing | null | undefined;
}

interface Row {
  uid: string;
  n: number;
  name: string;
  avatar: string;
  points: number;
  rank: number;
}

/** The first hundred, and the fan's own row wherever it is. */
export function Leaderboard({ board, standing }: LeaderboardProps) {
  const mine = standing && { ...standing.entry, points: standing.points, rank: standing.rank };
  const isMine = ({ uid, n }: Row) => uid === mine?.uid && n === mine.n;
  const isListed = board?.top.some(isMine) ?? false;
  return (
    <section className="card">
      <h2>Leaderboard</h2>
      {!board && <p className="quiet">It opens when the match starts.</p>}
      <ol className="board" data-testid="leaderboard">
        {board?.top.map((row) => (
          <BoardRow key={`${row.uid}_${row.n}`} row={row} isMine={isMine(row)} />
        ))}
        {board && mine && !isListed && (
          <>
            <li className="gap" aria-hidden="true">
              ⋮
            </li>
            <BoardRow row={mine} isMine />
          </>
        )}
      </ol>
    </section>
  );
}

function BoardRow({ row: { rank, name, avatar, points }, isMine }: { row: Row; isMine: boolean }) {
  return (
    <li className={isMine ? 'mine' : ''} data-testid={isMine ? 'my-row' : 'board-row'}>
      <span className="rank">{countText(rank)}</span>
      <Avatar name={avatar} />
      <span className="fan">{isMine ? `${name} (you)` : name}</span>
      <strong>{pointsText(points)}</strong>
    </li>
  );
}
