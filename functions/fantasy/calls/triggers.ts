import { callable } from '@fanfold/kit/calls';
import { projectFirestore } from '@fanfold/kit/ops';
import { directContest, directiveSchema, moveLockSchema, reopenContestSchema } from './direct-contest.ts';
import * as leagues from './leagues.ts';
import { openContest as open, openContestSchema } from './open-contest.ts';
import { powerUp as usePowerUp, powerUpSchema } from './power-up.ts';
import { saveEntry as save, saveEntrySchema } from './save-entry.ts';

const now = () => new Date();

/** What fans call; the functions beside this file say what each does and how it is refused. */
export const saveEntry = callable(saveEntrySchema, (input, caller) => save(projectFirestore(), caller, input, now));

export const powerUp = callable(powerUpSchema, (input, caller) => usePowerUp(projectFirestore(), caller, input, now));

export const createLeague = callable(leagues.createLeagueSchema, (input, caller) =>
  leagues.createLeague(projectFirestore(), caller, input, now),
);

export const joinLeague = callable(leagues.joinLeagueSchema, (input, caller) =>
  leagues.joinLeague(projectFirestore(), caller, input, now),
);

export const leaveLeague = callable(leagues.leaveLeagueSchema, (input, caller) =>
  leagues.leaveLeague(projectFirestore(), caller, input),
);

/** For those with the claim `ops`. */
export const openContest = callable(openContestSchema, (input, caller) => open(projectFirestore(), caller, input));

export const reopenContest = callable(reopenContestSchema, (input, caller) =>
  directContest(projectFirestore(), caller, 'reopenContest', input, now),
);

export const moveLock = callable(moveLockSchema, (input, caller) =>
  directContest(projectFirestore(), caller, 'moveLock', input, now),
);

export const voidContest = callable(directiveSchema, (input, caller) =>
  directContest(projectFirestore(), caller, 'voidContest', input, now),
);

export const holdSettlement = callable(directiveSchema, (input, caller) =>
  directContest(projectFirestore(), caller, 'holdSettlement', input, now),
);

export const settleContest = callable(directiveSchema, (input, caller) =>
  directContest(projectFirestore(), caller, 'settleContest', input, now),
);
