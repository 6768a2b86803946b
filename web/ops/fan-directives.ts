import type { FanDirectiveInput, FanDirectiveReceipt, Fanfold } from '@fanfold/client';

export interface FanAction {
  id: string;
  label: string;
  /** What will happen. */
  question: string;
  run: (fanfold: Fanfold, input: FanDirectiveInput) => Promise<FanDirectiveReceipt>;
}

/** What an operator can do with a fan, in the order of the page. */
export const FAN_ACTIONS: readonly FanAction[] = [
  {
    id: 'mask',
    label: 'Mask the name',
    question: 'Others see a name of the app’s own, everywhere, whatever the fan calls themselves. Mask it?',
    run: (fanfold, input) => fanfold.maskName(input),
  },
  {
    id: 'unmask',
    label: 'Take the mask off',
    question: 'Others see what the fan calls themselves. Take the mask off?',
    run: (fanfold, input) => fanfold.unmaskName(input),
  },
  {
    id: 'erase',
    label: 'Erase the fan',
    question:
      'Profile, teams, results and memberships of leagues are deleted, and others move up. It cannot be undone. Erase the fan?',
    run: (fanfold, input) => fanfold.eraseFan(input),
  },
];

/** What others see now, for the operator. */
export function fanReceiptText({ name }: FanDirectiveReceipt): string {
  return name === null ? 'The fan has no name for others to see.' : `Others see ${name}.`;
}
