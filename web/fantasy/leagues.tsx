import type { LiveContest, LiveLeague } from '@fanfold/client';
import { Trouble } from '../live/trouble.tsx';
import { useWatched } from '../live/use-watched.ts';
import { League } from './league.tsx';
import { NewLeague } from './new-league.tsx';

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
        <p className="quiet" data-testid="no-leagues">
          Play against friends: start a league and send them its code.
        </p>
      )}
      <NewLeague />
    </section>
  );
}
