import { projectorIntake } from '@fanfold/kit/commit';
import { demoFootball } from '@fanfold/replay/demo-football';
import { scorecardProjector } from '@fanfold/scorecards/projector';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { StatsHistory, imageOf } from './history.ts';

/** A small instance takes a snapshot of large matches that it does not have in memory: prints how many it read, at the first and the second delivery. */

const MATCHES = 150;
const ROWS = 3_500;
/** What an instance of 256 MiB may give to its scopes. */
const MAX_BYTES = 60_000_000;

const store = new MemoryFirestore();
const start = () =>
  projectorIntake({
    db: store.firestore,
    projector: scorecardProjector,
    publish: () => Promise.resolve(),
    pace: () => ({ liveCommitsPerSecond: 0, quietCommitSeconds: 0 }),
    epoch: () => 0,
    maxBytes: MAX_BYTES,
  });

const { match, steps } = demoFootball();
const events = steps.flatMap((step) => step.events);
const history = new StatsHistory();
history.snapshot('match_events', 1);
const marker = history.messages.pop() ?? '';
history.put('matches', imageOf(match));
for (let n = 0; n < ROWS; n++) {
  const event = imageOf(events[n % events.length] as (typeof events)[0]);
  const pass = n < events.length ? {} : { kind: 'pass', card: null, outcome: 'complete' };
  history.put('match_events', { ...event, id: `${match.id}-${n}`, ...pass });
}
await start().handle(JSON.stringify(history.messages.flatMap((message) => JSON.parse(message) as unknown[])));
const state = store.documents.get(`matches/${match.id}/state/scorecards`);
if (!state) throw new Error('no state');
for (let n = 0; n < MATCHES; n++) store.documents.set(`matches/m${n}/state/scorecards`, state);

let [loads, commits] = [0, 0];
store.before = (kind, paths) => {
  if (!paths.some((path) => path.includes('/state/'))) return;
  if (kind === 'read') loads++;
  else commits++;
};
for (let delivery = 0; delivery < 2; delivery++) {
  [loads, commits] = [0, 0];
  await start().handle(marker);
  process.stdout.write(`${JSON.stringify({ loads, commits })}\n`);
}
