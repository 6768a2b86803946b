export * from './contract.ts';
export { ChangeIntake } from './change-intake.ts';
export { unpackRows } from './pack-rows.ts';
export { isShared, strongest } from './row-set.ts';
export { type TombstonesByTable, applyTombstones } from './shared-tombstones.ts';
