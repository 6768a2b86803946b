import { inventedFan } from '@fanfold/emulators/fans/names';
import { teamMaker } from '@fanfold/emulators/fans/teams';
import { seededRandom } from '@fanfold/replay/random';
import { ContestEngine } from '@fanfold/fantasy/engine/contest-engine';
import { entryBlockPath } from '@fanfold/fantasy/scorer/fantasy-store';
import { type ContestState, NO_CONTEST_STATE } from '@fanfold/fantasy/scorer/state';
import { type Contest, type Team, picksOf } from '@fanfold/game/fantasy';
import type { Firestore } from 'firebase-admin/firestore';

/** Teams that are put together; more fans share them, each with another captain. */
const DISTINCT_TEAMS = 20_000;
const BLOCKS_PER_COMMIT = 20;

/**
 * Puts entries into a contest as their packed blocks, without a document each: what `saveEntry` and its trigger would have left in the scorer's
 * state. The fence is raised, so that every instance reads them.
 */
export async function seedBlocks(db: Firestore, contestId: string, entries: number): Promise<void> {
  const contest = (await db.doc(`contests/${contestId}`).get()).data() as Contest;
  const engine = new ContestEngine(contest.rules.picks);
  const makeTeam = teamMaker(contest, seededRandom(1));
  const teams = Array.from({ length: Math.min(entries, DISTINCT_TEAMS) }, makeTeam);
  for (let number = 0; number < entries; number++) {
    const { uid, name, avatar } = inventedFan(number);
    const team = withArmbands(teams[number % teams.length] as Team, Math.floor(number / teams.length));
    engine.add({ id: `${uid}_1`, name, avatar, revision: 1, picks: picksOf(contest.rules, team), powerUps: [] });
  }
  const fence = db.doc(`matches/${contest.matchId}/state/fantasy`);
  const rev = ((await fence.get()).get('rev') as number) + 1;
  const blocks = [...engine.changedEntries()];
  for (let from = 0; from < blocks.length; from += BLOCKS_PER_COMMIT) {
    const batch = db.batch();
    for (const [number, block] of blocks.slice(from, from + BLOCKS_PER_COMMIT))
      batch.set(db.doc(entryBlockPath(contestId, number)), { ...block, rev });
    await batch.commit();
  }
  const state: ContestState = {
    ...NO_CONTEST_STATE,
    entries,
    revisions: engine.revisionSum,
    entryBlocks: blocks.map(() => rev),
  };
  await fence.update({ rev, [`contests.${contestId}`]: state });
}

/** The first fans of a team have its own captain, the next ones others: pairs go round the team. */
function withArmbands(team: Team, round: number): Team {
  if (round === 0) return team;
  const { picks } = team;
  const captain = round % picks.length;
  const viceCaptain = (captain + 1 + (Math.floor(round / picks.length) % (picks.length - 1))) % picks.length;
  return { picks, captain: picks[captain] ?? '', viceCaptain: picks[viceCaptain] ?? '' };
}
