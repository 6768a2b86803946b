import type { LiveContest } from '@fanfold/client';
import type { ContestPlayer } from '@fanfold/game/fantasy';
import type { Draft } from './draft.ts';
import { PlayerRow } from './player-row.tsx';
import { creditsText } from './points-text.ts';

interface ChoiceProps {
  contest: LiveContest;
  player: ContestPlayer;
  draft: Draft;
  toggle: () => void;
  armband: () => void;
}

const ARMBANDS = { C: 'captain', VC: 'vice-captain', none: 'make captain or vice-captain' };

/** A player to take or to leave; who is taken may get an armband. */
export function Choice({ contest, player, draft, toggle, armband }: ChoiceProps) {
  const { id, name, price } = player;
  const isPicked = draft.picks.includes(id);
  const band = draft.captain === id ? 'C' : draft.viceCaptain === id ? 'VC' : 'none';
  return (
    <li className={isPicked ? 'picked' : ''} data-testid="choice">
      <PlayerRow
        contest={contest}
        player={player}
        detail={
          <>
            {' · '}
            <b>{creditsText(price)}</b>
          </>
        }
      >
        {isPicked && (
          <button
            type="button"
            className={`armband ${band === 'none' ? '' : 'worn'}`}
            aria-label={`${name}: ${ARMBANDS[band]}`}
            onClick={armband}
          >
            {band === 'none' ? 'C?' : band}
          </button>
        )}
        <button
          type="button"
          className="pick"
          aria-pressed={isPicked}
          aria-label={`${isPicked ? 'Remove' : 'Pick'} ${name}`}
          onClick={toggle}
        >
          {isPicked ? '✓' : '+'}
        </button>
      </PlayerRow>
    </li>
  );
}
