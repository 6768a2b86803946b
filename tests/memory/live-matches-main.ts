import { FullMatches, scorecardsOn } from './full-matches.ts';

/** Rows of more full matches than an instance has room for: `node live-matches-main.ts MATCHES`. Ends with an error when memory does. */

const matches = new FullMatches(Number(process.argv[2]));
const { store, ids } = matches;
await matches.fold('scorecards', scorecardsOn(store));
const intake = scorecardsOn(store);
await Promise.all(ids.map((id) => intake.handle(matches.passOf(id, 1))));
for (const id of ids) await intake.handle(matches.passOf(id, 2));
const kept = await matches.countInMemory(intake, 3);
const seqs = ids.map((id) => Number(store.documents.get(`matches/${id}/live/scorecard`)?.data['seq']));
process.stdout.write(`${JSON.stringify({ kept, seqs })}\n`);
