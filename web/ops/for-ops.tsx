import { type ReactNode, useEffect, useState } from 'react';
import { useFanfold } from '../live/fanfold-context.ts';
import { Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

/** Shows what is for operators to operators. The rules and the calls refuse others anyway. */
export function ForOps({ children }: { children: ReactNode }) {
  const isOps = useIsOps();
  if (isOps) return children;
  if (isOps === undefined) {
    return (
      <div className="page">
        <Skeleton label="Loading" blocks={[120, 320]} />
      </div>
    );
  }
  return (
    <Notice title="For operators" testId="not-ops">
      <p>Your account lacks the claim that this page asks for.</p>
    </Notice>
  );
}

/** Undefined until the server has said; nobody who cannot be asked about is an operator. */
function useIsOps(): boolean | undefined {
  const fanfold = useFanfold();
  const [isOps, setIsOps] = useState<boolean>();
  useEffect(() => {
    fanfold.isOps().then(setIsOps, () => setIsOps(false));
  }, [fanfold]);
  return isOps;
}
