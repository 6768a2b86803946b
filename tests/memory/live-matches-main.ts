import { projectorIntake } from '@fanfold/kit/commit';
import { fullFootball } from '@fanfold/replay/full-football';
import { scorecardProjector } from '@fanfold/scorecards/projector';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { StatsHistory, imageOf } from '../folding/history.ts';

/** Rows of more full matches than an instance has room for: `node live-matches-main.ts MATCHES`. Ends with an error when memory does. */

const count = Number(process.argv[2]);
const store = new MemoryFirestore();
let reads = 0;
store.before = (kind, paths) => {
  if (kind === 'read' && paths.some((path) => path.endsWith('/state/scorecards'))) reads++;
};
const startInstance = () =>
  projectorIntake({
    db: store.firestore,
    projector: scorecardProjector,
    publish: () => Promise.resolve(),
    pace: () => ({ liveCommitsPerSecond: 0, quietCommitSeconds: 0 }),
    epoch: () => 0,
  });

const { match, squads, steps } = fullFootball('m', 1);
const history = new StatsHistory();
history.put('matches', imageOf({ ...match, status: 'live' }));
for (const squad of squads) history.put('squads', imageOf(squad));
for (const event of steps.flatMap(({ events }) => events)) history.put('match_events', imageOf(event));
await startInstance().handle(JSON.stringify(history.messages.flatMap((text) => JSON.parse(text) as unknown[])));
const full = store.documents.get('matches/m/state/scorecards');
if (!full) throw new Error('no state');
const ids = Array.from({ length: count }, (_, n) => `m${n}`);
for (const id of ids) store.documents.set(`matches/${id}/state/scorecards`, full);

const intake = startInstance();
const image = history.image('match_events', 'm-100') ?? {};
const passOf = (id: string, n: number) => {
  const feed = new StatsHistory(n);
  feed.put('match_events', { ...image, id: `late-${n}`, match_id: id });
  return feed.messages[0] ?? '';
};
await Promise.all(ids.map((id) => intake.handle(passOf(id, 1))));
for (const id of ids) await intake.handle(passOf(id, 2));
reads = 0;
// Latest first: what is read again takes the place of one that has been counted.
for (const id of [...ids].reverse()) await intake.handle(passOf(id, 3));
const seqs = ids.map((id) => Number(store.documents.get(`matches/${id}/live/scorecard`)?.data['seq']));
process.stdout.write(`${JSON.stringify({ kept: count - reads, seqs })}\n`);
