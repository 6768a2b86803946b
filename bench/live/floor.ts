/** Has the columns of match_events, and goes the same way. */
export const FLOOR_TABLE = 'floor_events';
export const FLOOR_FUNCTION = 'onFloorChanges';
export const FLOOR_DOCUMENT = 'bench/floor';

/** Whether a message carries rows of the floor: samples are taken one by one, so that no message carries both. */
export function isOfFloor(data: Buffer): boolean {
  return data.includes(`"table":"${FLOOR_TABLE}"`);
}
