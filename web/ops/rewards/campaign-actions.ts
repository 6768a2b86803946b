import type { CampaignInput, CampaignReceipt, Fanfold } from '@fanfold/client';
import { countText } from '../../fantasy/points-text.ts';

export interface CampaignAction {
  id: string;
  label: string;
  /** What will happen. */
  question: string;
  run: (fanfold: Fanfold, input: CampaignInput) => Promise<CampaignReceipt>;
}

/** What an operator can do with a campaign as a whole, in the order of the page. */
export const CAMPAIGN_ACTIONS: readonly CampaignAction[] = [
  {
    id: 'start',
    label: 'Start',
    question: 'Fans see it, and can redeem from when it opens. Start it?',
    run: (fanfold, input) => fanfold.startCampaign(input),
  },
  {
    id: 'pause',
    label: 'Pause',
    question: 'Nobody can redeem until it is started again. Pause it?',
    run: (fanfold, input) => fanfold.pauseCampaign(input),
  },
  {
    id: 'end',
    label: 'End',
    question: 'It is over for good; it cannot be started again. End it?',
    run: (fanfold, input) => fanfold.endCampaign(input),
  },
];

/** How a campaign stands, for the operator. */
export function campaignReceiptText({ status, price, batches }: CampaignReceipt): string {
  const units = Object.values(batches).reduce((sum, batch) => sum + (batch.isVoid ? 0 : batch.units), 0);
  return `The campaign is ${status}, at ${countText(price)} coins, with ${countText(units)} codes.`;
}
