import { callable } from '@fanfold/kit/calls';
import { projectFirestore } from '@fanfold/kit/ops';
import { followFan as fan, followFanSchema, followTeam as team, followTeamSchema } from './follow.ts';

const now = () => new Date();

/** What fans call; follow.ts says what each does and how it is refused. */
export const followFan = callable(followFanSchema, (input, caller) =>
  fan(projectFirestore(), caller, input, true, now),
);
export const unfollowFan = callable(followFanSchema, (input, caller) =>
  fan(projectFirestore(), caller, input, false, now),
);
export const followTeam = callable(followTeamSchema, (input, caller) =>
  team(projectFirestore(), caller, input, true, now),
);
export const unfollowTeam = callable(followTeamSchema, (input, caller) =>
  team(projectFirestore(), caller, input, false, now),
);
