import { StatsHistory } from '../folding/history.ts';
import { FullMatches, scorecardsOn } from './full-matches.ts';

/** A small instance takes a snapshot of large matches that it does not have in memory: prints how many it read, at the first and the second delivery. */

const MATCHES = 150;
/** What an instance of 256 MiB may give to its scopes. */
const MAX_BYTES = 60_000_000;

const empty = new StatsHistory();
empty.snapshot('match_events', 1);
const marker = empty.messages[0] ?? '';
const matches = new FullMatches(MATCHES);
await matches.fold('scorecards', scorecardsOn(matches.store));
for (let delivery = 0; delivery < 2; delivery++) {
  Object.assign(matches, { reads: 0, commits: 0 });
  await scorecardsOn(matches.store, MAX_BYTES).handle(marker);
  process.stdout.write(`${JSON.stringify({ loads: matches.reads, commits: matches.commits })}\n`);
}
