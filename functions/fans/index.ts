export { eraseFan, maskName, setProfile, unmaskName } from './calls/triggers.ts';
