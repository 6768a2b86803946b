export { foldFansDue, onFanActions, onFanActivity } from './activities/triggers.ts';
export { onProfileWritten, sweepBoards } from './boards/triggers.ts';
export { recordActivity, setGroups, setProfile, setZone } from './calls/triggers.ts';
export { eraseFan, maskName, unmaskName } from './calls/triggers.ts';
export { onFansFanErased } from './erasure/triggers.ts';
export { claimHandle, myReferralCode, onFanRows, reportKeyConflicts } from './keys/triggers.ts';
export { followFan, followTeam, unfollowFan, unfollowTeam } from './following/triggers.ts';
