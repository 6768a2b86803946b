/** How a fan appears to others. */
export interface Identity {
  name: string;
  avatar: string;
}

/** Pictures to choose from: patterns of shirts. */
export const AVATARS = ['hoops', 'stripes', 'halves', 'sash', 'quarters', 'target', 'chevron', 'rays'] as const;

/** Of a fan who has not said how they want to be called. */
export const NO_IDENTITY: Identity = { name: '', avatar: AVATARS[0] };
