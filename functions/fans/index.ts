export { foldFansDue, onActivitiesErased, onFanActions, onFanActivity } from './activities/triggers.ts';
export { recordActivity, setProfile, setZone } from './calls/triggers.ts';
export { eraseFan, maskName, unmaskName } from './calls/triggers.ts';
export { onFansFanErased } from './erasure/triggers.ts';
export { claimHandle, myReferralCode, onFanRows, reportKeyConflicts } from './keys/triggers.ts';
