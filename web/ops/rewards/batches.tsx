import type { CampaignReceipt } from '@fanfold/client';
import { countText } from '../../fantasy/points-text.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';

interface BatchesProps {
  receipt: CampaignReceipt;
  isReady: boolean;
  voidBatch: (batchId: string) => void;
}

/** Codes of a campaign as they came, by the last answer of the server. */
export function Batches({ receipt, isReady, voidBatch }: BatchesProps) {
  return (
    <ul className="batches" data-testid="batches">
      {Object.entries(receipt.batches).map(([id, { source, units, isVoid }]) => (
        <li key={id}>
          {countText(units)} {source} <code>{id}</code>{' '}
          {isVoid ? (
            'void'
          ) : (
            <ConfirmButton
              label="Make them void"
              question="Nobody gets codes of this batch any more; who has one keeps it. It cannot be undone. Make them void?"
              confirm="Yes"
              testId={`void-${id}`}
              disabled={!isReady}
              run={() => voidBatch(id)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
