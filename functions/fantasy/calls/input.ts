import { z } from 'zod';

export const playerId = z.string().min(1).max(64);

/** Which of a fan's entries in a contest. */
export const entryNumber = z.number().int().min(1).max(100).default(1);
