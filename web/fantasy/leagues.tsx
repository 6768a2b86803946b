import type { LeagueTable, LiveContest, LiveLeague } from '@fanfold/client';
import { useState } from 'react';
import { useFanfold } from '../live/fanfold-context.ts';
import { Trouble } from '../live/trouble.tsx';
import { useWatched } from '../live/use-watched.ts';
import { Avatar } from './avatar.tsx';
import { storedIdentity } from './identity.ts';
import { countText, pointsText } from './points-text.ts';
import { refusalText } from './refusal.ts';

/** A fan's leagues with their live tables, and the way into others. */
export function Leagues({ contest }: { contest: LiveContest }) {
  const leagues = useWatched<LiveLeague[]>('leagues', (fanfold, next, fail) => fanfold.watchMyLeagues(next, fail));
  return (
    <section className="card">
      <h2>Leagues</h2>
      <Trouble watches={[leagues]} />
      {leagues.value?.map((league) => (
        <League key={league.id} league={league} contest={contest} />
      ))}
      {leagues.value?.length === 0 && (
        <p className="quiet">Play against friends: start a league and send them its code.</p>
      )}
      <NewLeague />
    </section>
  );
}

function League({ league, contest }: { league: LiveLeague; contest: LiveContest }) {
  const fanfold = useFanfold();
  const [refusal, setRefusal] = useState('');
  const table = useWatched<LeagueTable>(`${league.id} ${contest.id}`, (client, next, fail) =>
    client.watchLeague(league.id, contest.id, next, fail),
  );
  const leave = () => {
    fanfold.leaveLeague({ leagueId: league.id }).catch((error: unknown) => setRefusal(refusalText(error)));
  };
  return (
    <div className="league" data-testid="league">
      <div className="league-head">
        <h3>{league.name}</h3>
        <p>
          Code <code data-testid="league-code">{codeText(league.code)}</code>
        </p>
        <button type="button" onClick={leave}>
          Leave
        </button>
      </div>
      <Trouble watches={[table]} />
      <ol className="board">
        {table.value?.rows.map(({ uid, name, avatar, points, rank }) => (
          <li key={uid} data-testid="league-row">
            <span className="rank">{rank === null ? '–' : countText(rank)}</span>
            <Avatar name={avatar} />
            <span className="fan">{name}</span>
            <strong>{points === null ? (contest.locked ? 'no team' : '') : pointsText(points)}</strong>
          </li>
        ))}
      </ol>
      {refusal && (
        <p className="warning" role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}

function NewLeague() {
  const fanfold = useFanfold();
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);

  async function run(work: () => Promise<unknown>, done: () => void) {
    setBusy(true);
    setSaid('');
    try {
      await work();
      done();
    } catch (error) {
      setSaid(refusalText(error));
    }
    setBusy(false);
  }
  const fan = () => {
    const { name: fanName, avatar } = storedIdentity();
    return { fanName: fanName.trim() || 'A fan', avatar };
  };
  return (
    <div className="new-league">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run(
            () => fanfold.createLeague({ name: name.trim(), ...fan() }),
            () => setName(''),
          );
        }}
      >
        <label>
          Start a league
          <input
            value={name}
            maxLength={30}
            placeholder="Its name"
            data-testid="league-name"
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <button type="submit" disabled={name.trim() === '' || busy} data-testid="create-league">
          Start
        </button>
      </form>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run(
            () => fanfold.joinLeague({ code, ...fan() }),
            () => setCode(''),
          );
        }}
      >
        <label>
          Join one
          <input
            value={code}
            maxLength={20}
            placeholder="Its code"
            autoCapitalize="characters"
            data-testid="join-code"
            onChange={({ target }) => setCode(target.value)}
          />
        </label>
        <button type="submit" disabled={code.trim() === '' || busy} data-testid="join-league">
          Join
        </button>
      </form>
      {said && (
        <p className="warning" role="alert" data-testid="league-refusal">
          {said}
        </p>
      )}
    </div>
  );
}

/** In two halves, which people read to each other more easily. */
function codeText(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}
