import type { LiveContest, Standing } from '@fanfold/client';
import { type ExplainedPowerUp, placeText, powerUpStart } from '@fanfold/game/fantasy';
import { useState } from 'react';
import { useFanfold } from '../live/fanfold-context.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { gainText } from './points-text.ts';
import { refusalText } from '../ui/refusal.ts';
import { useNow } from './use-now.ts';

interface PowerUpsProps {
  contest: LiveContest;
  standing: Standing;
}

/** Power-ups that are used, with what they gave; and while the match is on those that are left. */
export function PowerUps({ contest, standing }: PowerUpsProps) {
  const used = standing.explanation.players.flatMap(({ powerUps }) => powerUps);
  const left = Object.keys(contest.rules.powerUps).filter((kind) => !used.some((powerUp) => powerUp.kind === kind));
  return (
    <>
      {used.map((powerUp) => (
        <Used key={powerUp.kind} powerUp={powerUp} contest={contest} />
      ))}
      {contest.status === 'locked' &&
        left.map((kind) => <Offer key={kind} kind={kind} contest={contest} standing={standing} />)}
    </>
  );
}

function Used({ contest, powerUp }: { contest: LiveContest; powerUp: ExplainedPowerUp }) {
  const { playerId, multiplier, since, units, points } = powerUp;
  return (
    <section className="card power-up used" data-testid="power-up-used">
      <h2>Power-up: {multiplier}x</h2>
      <p>
        {nameOf(contest, playerId)} from {placeText(contest.sport, since)} on, for {units} {unitsOf(contest)}
      </p>
      <strong className={points < 0 ? 'loss' : points > 0 ? 'gain' : ''}>{gainText(points)}</strong>
    </section>
  );
}

function Offer({ kind, contest, standing }: PowerUpsProps & { kind: string }) {
  const fanfold = useFanfold();
  const [playerId, setPlayer] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const now = useNow();
  const offer = contest.rules.powerUps[kind];
  if (!offer) return null;
  const since = powerUpStart({ ...contest, reading: standing.reading }, new Date(now));
  const from = since ? `from ${placeText(contest.sport, since)} on` : 'once balls come again';
  const span = `${from}, for ${offer.units} ${unitsOf(contest)}`;

  async function use() {
    setBusy(true);
    setRefusal('');
    try {
      await fanfold.powerUp({ contestId: contest.id, kind, playerId });
    } catch (error) {
      setRefusal(refusalText(error));
    }
    setBusy(false);
  }

  return (
    <section className="card power-up" data-testid="power-up">
      <h2>Power-up: {offer.multiplier}x</h2>
      <p>
        {offer.multiplier} times the points of one player, {span}. You have it once.
      </p>
      <label>
        <span className="unseen">Player</span>
        <select value={playerId} data-testid="power-player" onChange={({ target }) => setPlayer(target.value)}>
          <option value="">Choose a player</option>
          {standing.entry.picks.map((pick) => (
            <option key={pick.playerId} value={pick.playerId}>
              {nameOf(contest, pick.playerId)}
            </option>
          ))}
        </select>
      </label>
      <ConfirmButton
        label={busy ? 'One moment …' : 'Use it'}
        question={`${offer.multiplier}x on ${nameOf(contest, playerId)} ${span}? It cannot be taken back.`}
        confirm="Use it"
        className="primary"
        testId="use-power"
        disabled={playerId === '' || busy}
        run={() => void use()}
      />
      {refusal && (
        <p className="warning" role="alert">
          {refusal}
        </p>
      )}
    </section>
  );
}

function nameOf({ players }: LiveContest, playerId: string): string {
  return players.find(({ id }) => id === playerId)?.name ?? playerId;
}

function unitsOf({ sport }: LiveContest): string {
  return sport === 'cricket' ? 'overs' : 'minutes';
}
