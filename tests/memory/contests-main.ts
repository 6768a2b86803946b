import { inventedFan } from '@fanfold/emulators/fans/names';
import { blockPath } from '@fanfold/fantasy/entries/entry-store';
import { NO_CONTEST_STATE } from '@fanfold/fantasy/scorer/state';
import { defaultTerms } from '@fanfold/fantasy/scorer/terms';
import { demoFootball } from '@fanfold/replay/demo-football';
import { Timestamp } from 'firebase-admin/firestore';
import { packedBlocks } from '../../functions/fantasy/testing/packed-blocks.ts';
import { startScorer } from '../fantasy/scorer-instance.ts';
import { FullMatches } from './full-matches.ts';

/** Full matches with more teams than an instance has room for: `node --expose-gc contests-main.ts MATCHES TEAMS`. Ends with an error when memory does. */

const [count, teams] = process.argv.slice(2).map(Number) as [number, number];
const matches = new FullMatches(count);
const { store, ids } = matches;
const { picks } = defaultTerms('football').rules;
const eleven = demoFootball().squads.slice(0, picks);
const team = eleven.map(({ playerId }) => ({ playerId, multiplier: 1 }));
const packed = packedBlocks(teams, 1, (n) => {
  const { uid } = inventedFan(n);
  return { id: `${uid}_1`, revision: 1, picks: team, powerUps: [] };
});
const contest = { ...NO_CONTEST_STATE, lockedAt: Timestamp.fromMillis(0) };
await matches.fold('fantasy', startScorer(store.firestore), (id) => ({ contests: { [id]: contest } }));
const times = { createTime: Timestamp.fromMillis(0), updateTime: Timestamp.fromMillis(0) };
for (const id of ids) {
  for (const [name, data] of packed.blocks) store.documents.set(blockPath(id, name), { data, ...times });
  const data = { formatVersion: 1, rev: 1, contests: { [id]: packed.contest } };
  store.documents.set(`matches/${id}/state/entries`, { data, ...times });
}

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
