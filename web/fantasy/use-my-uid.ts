import { useEffect, useState } from 'react';
import { useFanfold } from '../live/fanfold-context.ts';

/** Id of the signed-in fan; empty until they are. */
export function useMyUid(): string {
  const fanfold = useFanfold();
  const [uid, setUid] = useState('');
  useEffect(() => {
    // Failures to sign in are told by whatever is watched.
    fanfold.myUid().then(setUid, () => undefined);
  }, [fanfold]);
  return uid;
}
