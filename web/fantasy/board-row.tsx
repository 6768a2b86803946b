import type { ReactNode } from 'react';
import { Avatar } from './avatar.tsx';
import { countText, pointsText } from './points-text.ts';

interface BoardRowProps {
  row: { name: string; avatar: string; points: number | null; rank: number | null };
  isMine: boolean;
  /** In place of points that nobody has. */
  without?: ReactNode;
}

/** A fan in a table. */
export function BoardRow({ row: { rank, name, avatar, points }, isMine, without }: BoardRowProps) {
  return (
    <li className={isMine ? 'mine' : ''} data-testid={isMine ? 'my-row' : 'board-row'}>
      <span className="rank">{rank === null ? '–' : countText(rank)}</span>
      <Avatar name={avatar} />
      <span className="fan">{isMine ? `${name} (you)` : name}</span>
      {points === null ? <span className="quiet">{without}</span> : <strong>{pointsText(points)}</strong>}
    </li>
  );
}
