import { type CallNeeds, callable } from '@fanfold/kit/calls';
import { projectFirestore } from '@fanfold/kit/ops';
import * as codes from './campaigns/add-codes.ts';
import * as creation from './campaigns/create-campaign.ts';
import * as direction from './campaigns/direct-campaign.ts';
import * as edit from './campaigns/edit-campaign.ts';
import * as imports from './campaigns/import-codes.ts';
import { couponKeys, readKeyring } from './codes/keyring.ts';
import * as refund from './redemptions/refund-redemption.ts';

/** What those call who have the claim `ops`; the functions beside say what each does and how it is refused. */

const now = () => new Date();
const keyring = () => readKeyring(couponKeys.value());

/** Terms of 5,000 letters take up to 15 KB. */
const TERMS: CallNeeds = { maxBytes: 64 * 1024 };

export const createCampaign = callable(
  creation.createCampaignSchema,
  (input, caller) => creation.createCampaign(projectFirestore(), caller, input, now),
  TERMS,
);

export const editCampaign = callable(
  edit.editCampaignSchema,
  (input, caller) => edit.editCampaign(projectFirestore(), caller, input, now),
  TERMS,
);

/** A file of 5 MB takes some 100 MB as text, lines and codes, and the campaign's other codes as much. */
const IMPORT: CallNeeds = {
  memory: '1GiB',
  timeoutSeconds: 540,
  concurrency: 1,
  maxInstances: 3,
  maxBytes: imports.IMPORT_BYTES,
  secrets: [couponKeys],
};

export const importCodes = callable(
  imports.importCodesSchema,
  (input, caller) => imports.importCodes(projectFirestore(), keyring(), caller, input, now),
  IMPORT,
);

/** A hundred thousand codes are 400 blocks. */
export const addCodes = callable(
  codes.addCodesSchema,
  (input, caller) => codes.addCodes(projectFirestore(), keyring(), caller, input, now),
  { memory: '512MiB', timeoutSeconds: 300, concurrency: 4, maxInstances: 3, secrets: [couponKeys] },
);

export const startCampaign = directive('startCampaign');
export const pauseCampaign = directive('pauseCampaign');
export const endCampaign = directive('endCampaign');

export const voidCodes = callable(direction.voidCodesSchema, ({ batchId, ...input }, caller) =>
  direction.directCampaign(projectFirestore(), caller, input, { kind: 'voidCodes', batchId }, now),
);

export const refundRedemption = callable(refund.refundRedemptionSchema, (input, caller) =>
  refund.refundRedemption(projectFirestore(), caller, input, now),
);

function directive(kind: 'startCampaign' | 'pauseCampaign' | 'endCampaign') {
  return callable(direction.directCampaignSchema, (input, caller) =>
    direction.directCampaign(projectFirestore(), caller, input, { kind }, now),
  );
}
