import type { FanfoldError } from '@fanfold/client';
import { adviceOn, retryDelayMs } from './advice.ts';
import type { Watch } from './use-watched.ts';

/** The first failure among what a page watches, in words, with what to do. */
export function Trouble({ watches }: { watches: readonly Watch<unknown>[] }) {
  const failed = watches.find((watch) => watch.error);
  if (!failed?.error) return null;
  const retryAll = () => {
    for (const watch of watches) if (watch.error) watch.retry();
  };
  return <TroubleNote error={failed.error} retry={retryAll} />;
}

function TroubleNote({ error, retry }: { error: FanfoldError; retry: () => void }) {
  const { what, todo } = adviceOn(error.code);
  const helpsItself = retryDelayMs(error.code, 1) !== null;
  return (
    <div className="trouble" role="alert" data-testid="trouble">
      <p>
        <strong>{what}</strong> {todo}
      </p>
      <p className="trouble-code">{error.message}</p>
      <button type="button" onClick={retry}>
        {helpsItself ? 'Try now' : 'Try again'}
      </button>
    </div>
  );
}
