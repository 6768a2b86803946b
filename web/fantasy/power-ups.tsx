import type { LiveContest, Standing } from '@fanfold/client';
import { placeText } from '@fanfold/game/fantasy';
import { useState } from 'react';
import { useFanfold } from '../live/fanfold-context.ts';
import { refusalText } from './refusal.ts';

/** Power-ups that are left, to be used on a player from the next over or minute on. */
export function PowerUps({ contest, standing }: { contest: LiveContest; standing: Standing }) {
  const used = new Set(standing.entry.powerUps.map(({ kind }) => kind));
  const left = Object.keys(contest.rules.powerUps).filter((kind) => !used.has(kind));
  if (contest.status !== 'locked' || left.length === 0) return null;
  return left.map((kind) => <PowerUp key={kind} kind={kind} contest={contest} standing={standing} />);
}

function PowerUp({ kind, contest, standing }: { kind: string; contest: LiveContest; standing: Standing }) {
  const fanfold = useFanfold();
  const [playerId, setPlayer] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const offer = contest.rules.powerUps[kind];
  if (!offer) return null;
  const unit = contest.sport === 'cricket' ? 'overs' : 'minutes';
  const own = contest.players.filter(({ id }) => standing.entry.picks.some((pick) => pick.playerId === id));

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
        {offer.multiplier} times a player’s points for {offer.units} {unit}, from{' '}
        {placeText(contest.sport, standing.next)} on. You have it once.
      </p>
      <div className="power-row">
        <label>
          <span className="unseen">Player</span>
          <select value={playerId} data-testid="power-player" onChange={({ target }) => setPlayer(target.value)}>
            <option value="">Choose a player</option>
            {own.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="primary"
          data-testid="use-power"
          disabled={playerId === '' || busy}
          onClick={() => void use()}
        >
          {busy ? 'One moment …' : 'Use it'}
        </button>
      </div>
      {refusal && (
        <p className="warning" role="alert">
          {refusal}
        </p>
      )}
    </section>
  );
}
