import type { LiveReport } from '@fanfold/client';
import { useFanfold } from '../../live/fanfold-context.ts';
import { Trouble } from '../../live/trouble.tsx';
import { useWatched } from '../../live/use-watched.ts';
import { coinsText, dayText } from '../../rewards/coins-text.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Outcome, useDirective } from '../directive-outcome.tsx';

interface ReportsProps {
  campaignId: string;
  /** Why coins are given back; empty: not said yet. */
  reason: string;
}

/** Codes that did not work, as fans say, and their coins back. */
export function Reports({ campaignId, reason }: ReportsProps) {
  const fanfold = useFanfold();
  const [outcome, direct] = useDirective();
  const reports = useWatched<LiveReport[]>(campaignId, (client, next, fail) =>
    client.watchReports(campaignId, next, fail),
  );
  const refund = (redemptionId: string) =>
    void direct(async () => {
      const { price } = await fanfold.refundRedemption({ redemptionId, reason });
      return `${coinsText(price)} went back.`;
    });
  return (
    <>
      <h3>Codes that did not work</h3>
      <Trouble watches={[reports]} />
      {reports.value?.length === 0 && <p className="quiet">No fan has said so.</p>}
      <ul className="batches" data-testid="reports">
        {reports.value?.map(({ uid, redemptionId, claim, problem, at }) => (
          <li key={redemptionId}>
            {dayText(at)}: “{problem}”{' '}
            <small className="quiet">
              code {claim.unit} of batch {claim.batchId}, fan {uid}
            </small>
            <ConfirmButton
              label="Refund"
              question="The fan gets their coins back, and loses the code. Refund it?"
              confirm="Refund"
              testId="refund"
              disabled={reason === '' || outcome.busy}
              run={() => refund(redemptionId)}
            />
          </li>
        ))}
      </ul>
      <Outcome outcome={outcome} form="refund" />
    </>
  );
}
