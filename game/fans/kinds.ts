/** What fans do, as every app knows it. An app's own kinds stand in its rules. */
export const ACTIVITY_KINDS = {
  watched: 'followed a match',
  predicted: 'answered a question',
  won: 'was right, or won a contest',
  entered: 'entered a contest',
  scored: 'reached points in a contest; the amount is how many, in hundredths',
  redeemed: 'got a coupon',
  shared: 'shared something',
  invited: 'brought another fan',
  followed: 'followed a fan or a team',
} as const;

/** What an app may report of its fan, whom nobody else has seen doing it. */
export const REPORTED_KINDS = ['watched', 'shared'] as const satisfies (keyof typeof ACTIVITY_KINDS)[];
