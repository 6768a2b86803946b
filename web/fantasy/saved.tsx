import type { EntryReceipt, LiveEntry } from '@fanfold/client';

interface SavedProps {
  entry: LiveEntry | null;
  /** Answer to the last call, which may be here before the entry. */
  receipt: EntryReceipt | null;
  /** The team on the page is another one by now. */
  isChanged: boolean;
}

/** When the team was saved, and what that is worth. */
export function Saved({ entry, receipt, isChanged }: SavedProps) {
  const isAhead = receipt !== null && receipt.revision > (entry?.revision ?? 0);
  const saved = isAhead ? receipt : entry;
  if (!saved) return null;
  const time = new Date(saved.savedAt).toLocaleTimeString([], { timeStyle: 'short' });
  return (
    <p className="receipt" role="status" data-testid="receipt">
      Saved at {time} · revision {saved.revision}.{' '}
      {isChanged && !isAhead
        ? 'What you have changed since is not saved.'
        : 'You can change it until the match starts.'}
    </p>
  );
}
