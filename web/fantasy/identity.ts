/** How a fan appears to others. */
export interface Identity {
  name: string;
  avatar: string;
}

/** Pictures to choose from: patterns of shirts. */
export const AVATARS = ['hoops', 'stripes', 'halves', 'sash', 'quarters', 'target', 'chevron', 'rays'] as const;

const KEY = 'fanfold.identity';

/** As this browser remembers it. */
export function storedIdentity(): Identity {
  try {
    const { name, avatar } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Identity>;
    return { name: name ?? '', avatar: avatar ?? AVATARS[0] };
  } catch {
    return { name: '', avatar: AVATARS[0] };
  }
}

export function storeIdentity(identity: Identity): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(identity));
  } catch {
    // A browser that keeps nothing asks again.
  }
}
