/** How a fan appears to others. */
export interface Identity {
  name: string;
  avatar: string;
}

/** Pictures to choose from: name of the picture -> what is shown. */
export const AVATARS: Readonly<Record<string, string>> = {
  lion: '🦁',
  tiger: '🐯',
  falcon: '🦅',
  shark: '🦈',
  wolf: '🐺',
  bear: '🐻',
  fox: '🦊',
  owl: '🦉',
};

const KEY = 'fanfold.identity';

/** As this browser remembers it. */
export function storedIdentity(): Identity {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Identity>;
    return { name: stored.name ?? '', avatar: stored.avatar ?? 'lion' };
  } catch {
    return { name: '', avatar: 'lion' };
  }
}

export function storeIdentity(identity: Identity): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(identity));
  } catch {
    // A browser that keeps nothing asks again.
  }
}
