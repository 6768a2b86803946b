import { documentId } from '../document-id.ts';
import type { Watch } from '../live/combined.ts';
import { type ErrorListener, type Listener, type Unsubscribe, report } from '../live/watched.ts';
import type { Watching } from '../live/watching.ts';
import type { FanProfile } from './documents.ts';

export interface FansWatchers {
  /** How others see the caller; null while they have not said how they want to be called. */
  watchMyProfile(listener: Listener<FanProfile | null>, onError?: ErrorListener): Unsubscribe;
}

export function createFansWatchers(watching: Watching): FansWatchers {
  return {
    watchMyProfile: (listener, onError = report) =>
      watching.mine((uid) => watchProfile(watching, uid))(listener, onError),
  };
}

export function watchProfile({ document }: Watching, uid: string): Watch<FanProfile | null> {
  // Who has not said how they want to be called may have a profile: of what they have done.
  return document(`fans/${documentId(uid)}`, (data) => ('name' in data ? (data as FanProfile) : null));
}
