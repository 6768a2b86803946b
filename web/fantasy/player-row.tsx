import type { LiveContest } from '@fanfold/client';
import { type ContestPlayer, ROLE_NAMES } from '@fanfold/game/fantasy';
import type { ReactNode } from 'react';

interface PlayerRowProps {
  contest: LiveContest;
  player: ContestPlayer;
  /** Beside the name, such as an armband. */
  mark?: ReactNode;
  /** After the role. */
  detail?: ReactNode;
  /** On lines of their own. */
  below?: ReactNode;
  children?: ReactNode;
}

/** A player with side and role; what stands at the end is the caller's. */
export function PlayerRow({ contest, player, mark, detail, below, children }: PlayerRowProps) {
  const side = player.teamId === contest.home.id ? 'home' : 'away';
  const isOut = contest.lineupsKnown && !player.starting;
  return (
    <>
      <span className={`side-chip ${side}`}>{contest[side].short}</span>
      <span className="player-name">
        {player.name} {mark}
        <small>
          {ROLE_NAMES[player.role][0]}
          {detail}
        </small>
        {isOut && <em className="not-starting">not in the line-up</em>}
        {below}
      </span>
      {children}
    </>
  );
}
