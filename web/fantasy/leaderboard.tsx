import type { Leaderboard as Board, FanProfile, Standing } from '@fanfold/client';
import { maskedName } from '@fanfold/game/fans';
import { BoardRow } from './board-row.tsx';

interface LeaderboardProps {
  board: Board | null | undefined;
  standing: Standing | null | undefined;
  profile: FanProfile | null | undefined;
  isOpen: boolean;
}

/** The first hundred, and below them the fan's own row when it is not among them. */
export function Leaderboard({ board, standing, profile, isOpen }: LeaderboardProps) {
  const mine = standing && ownRow(standing, profile);
  const isMine = ({ uid, n }: { uid: string; n: number }) => uid === mine?.uid && n === mine.n;
  const isListed = board?.top.some(isMine) ?? false;
  return (
    <section className="card leaderboard">
      <h2>Leaderboard</h2>
      {isOpen && <p className="quiet">It opens when the match starts.</p>}
      {board && (
        <>
          <ol className="board" data-testid="leaderboard" tabIndex={0} aria-label="The first hundred">
            {board.top.map((row) => (
              <BoardRow key={`${row.uid}_${row.n}`} row={row} isMine={isMine(row)} />
            ))}
          </ol>
          {mine && !isListed && (
            <ol className="board pinned" aria-label="You">
              <BoardRow row={mine} isMine />
            </ol>
          )}
        </>
      )}
    </section>
  );
}

function ownRow({ entry: { uid, n }, points, rank }: Standing, profile: FanProfile | null | undefined) {
  const { name = maskedName(uid), avatar = '' } = profile ?? {};
  return { uid, n, name, avatar, points, rank };
}
