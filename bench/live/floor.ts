/** Has the columns of match_events, and its own topic. */
export const FLOOR_TABLE = 'floor_events';
export const FLOOR_DOCUMENT = 'bench/floor';
