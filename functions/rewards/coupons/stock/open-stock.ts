import { claimUnit, unitsLeft } from '@fanfold/game/coupons';
import { StaleReadError, writeAsRead } from '@fanfold/kit/calls';
import type { DocumentSnapshot, Firestore, WriteBatch } from 'firebase-admin/firestore';
import {
  type BatchRecord,
  type CampaignState,
  type Claim,
  type SlotDocument,
  slotSchema,
  statePath,
} from '../documents.ts';
import { type SlotOfBatch, openSlots } from './open-slots.ts';

export interface Claimed {
  claim: Claim;
  batch: BatchRecord;
}

/** The campaign as it was read. */
export interface ReadCampaign {
  campaignId: string;
  state: CampaignState;
  snapshot: DocumentSnapshot;
}

/** A slot as it was read, and what is left of it after the claims of this commit. */
interface OpenSlot {
  snapshot: DocumentSnapshot;
  slot: SlotDocument;
  isClaimed: boolean;
}

/** Slots that are read one after the other, before all are: most commits need one. */
const FIRST_READS = [1, 4];

/** The stock of a campaign for one commit: units are claimed in memory, and each slot that has given any is written once. */
export class OpenStock {
  readonly #db: Firestore;
  readonly #campaign: ReadCampaign;
  readonly #slots: ReadonlyMap<string, SlotOfBatch>;
  readonly #inOrder: readonly string[];
  readonly #note: (path: string, isDry: boolean) => void;
  readonly #open = new Map<string, OpenSlot>();
  readonly #reads = FIRST_READS.values();
  #wereAllRead = false;

  /**
   * @param read slots that were read with the campaign
   * @param inOrder slots to try first; the others come after them
   * @param note hears of each slot that is tried whether it is dry
   */
  constructor(
    db: Firestore,
    campaign: ReadCampaign,
    read: readonly DocumentSnapshot[],
    inOrder: readonly string[],
    note: (path: string, isDry: boolean) => void,
  ) {
    this.#db = db;
    this.#campaign = campaign;
    this.#slots = openSlots(campaign.campaignId, campaign.state);
    this.#inOrder = [...new Set([...inOrder, ...this.#slots.keys()])].filter((path) => this.#slots.has(path));
    this.#note = note;
    const known = read.filter(({ ref }) => this.#slots.has(ref.path));
    if (known.length > 0) this.#reads.next();
    this.#take(known);
  }

  /**
   * Claims the next unit, in the first slot that has one.
   *
   * @returns null: all of them were dry at one moment, but for what this commit has claimed
   * @throws StaleReadError when the campaign has changed since it was read
   */
  async claim(): Promise<Claimed | null> {
    for (;;) {
      for (const [path, open] of this.#open) {
        const claimed = claimUnit(open.slot);
        if (!claimed) continue;
        open.slot = { ...open.slot, ...claimed.slot };
        open.isClaimed = true;
        this.#note(path, unitsLeft(open.slot) === 0);
        const { batchId, batch, slot } = this.#slots.get(path) as SlotOfBatch;
        return { claim: { batchId, slot, unit: claimed.unit }, batch };
      }
      if (this.#wereAllRead) return null;
      await this.#readMore();
    }
  }

  /** Takes the units out of their slots; the commit fails if one of the slots has changed meanwhile. */
  write(writes: WriteBatch): void {
    for (const { snapshot, slot, isClaimed } of this.#open.values())
      if (isClaimed) writeAsRead(writes, snapshot, { next: slot.next, returned: slot.returned });
  }

  async #readMore(): Promise<void> {
    const size = this.#reads.next();
    const some = this.#inOrder.filter((path) => !this.#open.has(path)).slice(0, size.value ?? 0);
    if (some.length > 0) return this.#take(await this.#db.getAll(...some.map((path) => this.#db.doc(path))));
    if (!size.done) return;
    // One read is one moment.
    const { campaignId, snapshot: known } = this.#campaign;
    const paths = [statePath(campaignId), ...this.#inOrder];
    const [current, ...snapshots] = await this.#db.getAll(...paths.map((path) => this.#db.doc(path)));
    if (!isUnchanged(known, current)) throw new StaleReadError();
    this.#take(snapshots);
    this.#wereAllRead = true;
  }

  #take(snapshots: readonly DocumentSnapshot[]): void {
    for (const snapshot of snapshots) {
      const { path } = snapshot.ref;
      const known = this.#open.get(path);
      if (known?.isClaimed) {
        if (!isUnchanged(known.snapshot, snapshot)) throw new StaleReadError();
        continue;
      }
      const slot = slotSchema.parse(snapshot.data()) as SlotDocument;
      if (slot.fence > this.#campaign.state.fence) throw new StaleReadError();
      this.#note(path, unitsLeft(slot) === 0);
      this.#open.set(path, { snapshot, slot, isClaimed: false });
    }
  }
}

function isUnchanged(before: DocumentSnapshot, now: DocumentSnapshot | undefined): boolean {
  return before.updateTime !== undefined && now?.updateTime?.isEqual(before.updateTime) === true;
}
