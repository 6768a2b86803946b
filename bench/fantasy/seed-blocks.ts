import { inventedFan } from '@fanfold/emulators/fans/names';
import { teamMaker } from '@fanfold/emulators/fans/teams';
import { seededRandom } from '@fanfold/replay/random';
import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';
import { EntryStore, blockPath } from '@fanfold/fantasy/entries/entry-store';
import { type Contest, type Team, picksOf } from '@fanfold/game/fantasy';
import type { Firestore } from 'firebase-admin/firestore';
import { packedBlocks } from '../../functions/fantasy/testing/packed-blocks.ts';

/** Teams that are put together; more fans share them, each with another captain. */
const DISTINCT_TEAMS = 20_000;
const BLOCKS_PER_COMMIT = 100;

/**
 * Puts entries into a contest as their packed blocks, without a document each: what `saveEntry` and its trigger would have left for the scorer,
 * which finds them with its next commit.
 */
export async function seedBlocks(db: Firestore, contestId: string, entries: number): Promise<void> {
  const contest = (await db.doc(`contests/${contestId}`).get()).data() as Contest;
  const store = new EntryStore(db);
  const before = await store.directory(contest.matchId);
  const rev = before.rev + 1;
  const packed = packedBlocks(entries, rev, inventedEntries(contest, entries));
  const blocks = [...packed.blocks];
  for (let from = 0; from < blocks.length; from += BLOCKS_PER_COMMIT) {
    const batch = db.batch();
    for (const [name, block] of blocks.slice(from, from + BLOCKS_PER_COMMIT))
      batch.set(db.doc(blockPath(contestId, name)), block);
    await batch.commit();
  }
  const contests = { ...before.contests, [contestId]: packed.contest };
  await store.commit(contest.matchId, before, { rev, contests, set: new Map(), remove: [] });
}

function inventedEntries(contest: Contest, count: number): (number: number) => EntryRecord {
  const makeTeam = teamMaker(contest, seededRandom(1));
  const teams = Array.from({ length: Math.min(count, DISTINCT_TEAMS) }, makeTeam);
  return (number) => {
    const { uid } = inventedFan(number);
    const team = withArmbands(teams[number % teams.length] as Team, Math.floor(number / teams.length));
    return { id: `${uid}_1`, revision: 1, picks: picksOf(contest.rules, team), powerUps: [] };
  };
}

/** The first fans of a team have its own captain, the next ones others: pairs go round the team. */
function withArmbands(team: Team, round: number): Team {
  if (round === 0) return team;
  const { picks } = team;
  const captain = round % picks.length;
  const viceCaptain = (captain + 1 + (Math.floor(round / picks.length) % (picks.length - 1))) % picks.length;
  return { picks, captain: picks[captain] ?? '', viceCaptain: picks[viceCaptain] ?? '' };
}
