import { CHARGES_TOPIC, GRANTS_TOPIC, grantSchema, inboxFunction, publishItems } from '@fanfold/kit/messages';
import { projectFirestore } from '@fanfold/kit/ops';
import { SERVICE } from '../ledger/documents.ts';
import { askedChargeSchema } from './asked-charge.ts';
import { bookCharges } from './charges.ts';
import { bookGrants } from './grants.ts';
import { laneOf } from './lanes.ts';

const now = () => new Date();

/** The more run at once, the more often they meet at wallets and wait: this is some thousand wallets a second. */
const NEEDS = { memory: '512MiB', timeoutSeconds: 120, concurrency: 4, maxInstances: 5 } as const;

/** Books coins that services give, or take back. */
export const onGrants = inboxFunction(
  GRANTS_TOPIC,
  {
    service: SERVICE,
    schema: grantSchema,
    keyOf: laneOf,
    take: (grants) => bookGrants(projectFirestore(), grants, now),
  },
  NEEDS,
);

/** Takes entry fees and stakes, and answers. */
export const onCharges = inboxFunction(
  CHARGES_TOPIC,
  {
    service: SERVICE,
    schema: askedChargeSchema,
    keyOf: laneOf,
    take: (charges) => bookCharges(projectFirestore(), publishItems, charges, now),
  },
  NEEDS,
);
