import { z } from 'zod';

/** What a fan can follow. */
export const FOLLOWED_KINDS = ['fans', 'teams'] as const;

export type FollowedKind = (typeof FOLLOWED_KINDS)[number];

/**
 * How many of each, at most. The app reads a profile and a feed for each fan that is followed, when it shows their board. With Firebase's uids (28 letters)
 * the document takes 7 KB then, and with the longest ids of 200 letters 51 KB.
 */
export const MOST_FOLLOWED: Readonly<Record<FollowedKind, number>> = { fans: 200, teams: 50 };

/** Fields of `following/{uid}`, which that fan reads: one document, so that a page needs one read for whom to watch. */
export const followingSchema = z.object({
  /** Uids, in the order in which they were followed. */
  fans: z.array(z.string()),
  teams: z.array(z.string()),
  /** ISO 8601, UTC; see `keepPace`. */
  busyUntil: z.string().nullable(),
});

export type Following = z.infer<typeof followingSchema>;

export const FOLLOWS_NOBODY: Following = { fans: [], teams: [], busyUntil: null };

export function followingPath(uid: string): string {
  return `following/${uid}`;
}
