import type { LiveStock } from '@fanfold/client';
import { countText } from '../../fantasy/points-text.ts';
import { Trouble } from '../../live/trouble.tsx';
import { useWatched } from '../../live/use-watched.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';

interface BatchesProps {
  campaignId: string;
  isReady: boolean;
  voidBatch: (batchId: string) => void;
}

/** Codes of a campaign as they came, and how many of them fans have. */
export function Batches({ campaignId, isReady, voidBatch }: BatchesProps) {
  const stock = useWatched<LiveStock | null>(campaignId, (fanfold, next, fail) =>
    fanfold.watchStock(campaignId, next, fail),
  );
  return (
    <>
      <h3>Codes</h3>
      <Trouble watches={[stock]} />
      <ul className="batches" data-testid="batches">
        {Object.entries(stock.value?.batches ?? {}).map(([id, { source, units, isVoid, left }]) => (
          <li key={id} data-void={isVoid}>
            {countText(units)} {source}, {countText(units - sumOf(left))} with fans <code>{id}</code>{' '}
            {isVoid ? (
              'void'
            ) : (
              <ConfirmButton
                label="Make them void"
                question="Nobody gets codes of this batch any more; who has one keeps it. It cannot be undone. Make them void?"
                confirm="Yes"
                testId="void"
                disabled={!isReady}
                run={() => voidBatch(id)}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
