import type { RedemptionRequest } from '@fanfold/kit/messages';
import { grpcCode } from '@fanfold/kit/ops';

/** Some of the redemptions cannot be decided, at least not now; without them the others can. Its cause says why. */
export class UndecidedError extends Error {
  readonly concerns: (request: RedemptionRequest) => boolean;

  constructor(concerns: UndecidedError['concerns'], cause: unknown) {
    super('redemptions cannot be decided', { cause });
    this.name = 'UndecidedError';
    this.concerns = concerns;
  }
}

/** @throws UndecidedError of these redemptions when the work throws anything but an answer of Firestore's, which is about all of them */
export async function concerning<T>(concerns: UndecidedError['concerns'], work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw grpcCode(error) === undefined ? new UndecidedError(concerns, error) : error;
  }
}

export function ofCampaign(campaignId: string): UndecidedError['concerns'] {
  return ({ body }) => body.campaignId === campaignId;
}

export function ofFan(uid: string): UndecidedError['concerns'] {
  return (request) => request.uid === uid;
}
