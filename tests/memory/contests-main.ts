import { inventedFan } from '@fanfold/emulators/fans/names';
import { ContestEngine } from '@fanfold/fantasy/engine/contest-engine';
import { entryBlockPath } from '@fanfold/fantasy/scorer/fantasy-store';
import { NO_CONTEST_STATE } from '@fanfold/fantasy/scorer/state';
import { defaultTerms } from '@fanfold/fantasy/scorer/terms';
import { demoFootball } from '@fanfold/replay/demo-football';
import { Timestamp } from 'firebase-admin/firestore';
import { startScorer } from '../fantasy/scorer-instance.ts';
import { FullMatches } from './full-matches.ts';

/** Full matches with more teams than an instance has room for: `node --expose-gc contests-main.ts MATCHES TEAMS`. Ends with an error when memory does. */

const [count, teams] = process.argv.slice(2).map(Number) as [number, number];
const matches = new FullMatches(count);
const { store, ids } = matches;
const { picks } = defaultTerms('football').rules;
const eleven = demoFootball().squads.slice(0, picks);
const engine = new ContestEngine(picks);
for (let n = 0; n < teams; n++) {
  const { uid, name, avatar } = inventedFan(n);
  const team = eleven.map(({ playerId }) => ({ playerId, multiplier: 1 }));
  engine.add({ id: `${uid}_1`, name, avatar, revision: 1, picks: team, powerUps: [] });
}
const blocks = [...engine.changedEntries()];
const contest = {
  ...NO_CONTEST_STATE,
  lockedAt: Timestamp.fromMillis(0),
  entries: teams,
  revisions: teams,
  entryBlocks: blocks.map(() => 1),
};
await matches.fold('fantasy', startScorer(store.firestore), (id) => ({ contests: { [id]: contest } }));
for (const id of ids)
  for (const [number, data] of blocks)
    store.documents.set(entryBlockPath(id, number), { data, updateTime: Timestamp.fromMillis(0) });

const { before } = store;
let peakBytes = 0;
store.before = (kind, paths) => {
  void before(kind, paths);
  if (kind !== 'commit') return;
  globalThis.gc?.();
  peakBytes = Math.max(peakBytes, process.memoryUsage().arrayBuffers);
};
const scorer = startScorer(store.firestore);
await Promise.all(ids.map((id) => scorer.handle(matches.passOf(id, 1))));
const standings = ids.map((id) => store.documents.get(`contests/${id}/live/standings`)?.data);
const seen = standings.map((data) => [data?.['seq'], data?.['entries']]);
const peakMiB = process.resourceUsage().maxRSS / 1024;
// Of the whole process, and of the arrays that hold teams and scores.
process.stdout.write(`${JSON.stringify({ seen, peakBytes, peakMiB })}\n`);
