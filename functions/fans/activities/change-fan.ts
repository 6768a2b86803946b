import type { Month } from '@fanfold/game/fans';
import { CallError, isContention } from '@fanfold/kit/calls';
import { logger } from 'firebase-functions';
import { fanErased } from '../calls/fans-call-error.ts';
import { SERVICE } from '../profile/profile.ts';
import { type FansPlace, changeFans } from './change-fans.ts';
import type { OpenFan } from './open-fan.ts';
import { publishEffects } from './publish-effects.ts';

/**
 * Changes one fan for a call of theirs, and publishes what follows. What cannot be published now, the scheduled fold publishes.
 *
 * @throws CallError fanErased, tryAgain, and what `change` throws
 */
export async function changeFan<T>(
  place: FansPlace,
  uid: string,
  months: readonly Month[],
  change: (fan: OpenFan) => T,
): Promise<T> {
  const [changed] = await changeFans(place, [{ uid, months, change }]);
  switch (changed?.is) {
    case 'committed':
      if (changed.unpublished) await publishEffects(place, [changed.unpublished]).catch(logUnpublished);
      return changed.result;
    case 'erased':
      throw fanErased();
    case 'failed':
      if (!isContention(changed.error)) throw changed.error;
      throw new CallError('tryAgain', 'Others change the same at this moment; call again.', { status: 'unavailable' });
    default:
      throw new Error('the activities of the fan cannot be read');
  }
}

function logUnpublished(error: unknown): void {
  const message = `not published yet: ${error instanceof Error ? error.message : String(error)}`;
  logger.write({ severity: 'WARNING', message, event: 'unpublished', service: SERVICE });
}
