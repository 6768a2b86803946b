import { returnUnit } from '@fanfold/game/coupons';
import { StaleReadError, writeAsRead } from '@fanfold/kit/calls';
import type { DocumentSnapshot, WriteBatch } from 'firebase-admin/firestore';
import { slotSchema } from '../documents.ts';

/**
 * Puts a unit back; the commit fails if the slot has changed since it was read.
 *
 * @param slot read at one moment with the redemption that has the unit
 * @param fence of the campaign as it was read
 * @throws StaleReadError when the campaign has changed since
 */
export function putBack(writes: WriteBatch, slot: DocumentSnapshot, fence: number, unit: number): void {
  const stored = slotSchema.parse(slot.data());
  if (stored.fence > fence) throw new StaleReadError();
  const { returned } = returnUnit(stored, unit);
  writeAsRead(writes, slot, { returned });
}
