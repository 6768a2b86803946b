import { createHash } from 'node:crypto';
import type { DocumentReference, Firestore, Timestamp } from 'firebase-admin/firestore';
import { ConnectorError } from '../errors.ts';
import { log } from '../log.ts';
import { pause } from '../pause.ts';
import type { ConnectorDocument, Lease, SavedState } from './saved-state.ts';

/** NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION, ABORTED: somebody else has written. */
const WRITTEN_MEANWHILE = new Set<unknown>([5, 6, 9, 10]);

export function connectorDocument(firestore: Firestore, connectorId: string): DocumentReference {
  return firestore.doc(`connectors/${connectorId}`);
}

/**
 * The saved state and the lease on it. The lease spares work and the server id; nothing is wrong if two connectors run for a while, since
 * both publish the same changes under the same versions. What must not happen is that the older one saves over the younger: every save is
 * fenced by the time of the last write. (Not by a transaction, whose locks outlive a killed process.)
 */
export class StateStore {
  readonly #reference: DocumentReference;
  readonly #leaseMs: number;
  readonly #holder: string;
  #token = 0;
  #beat = 0;
  /** Of the last write that is known to be ours; null: to be read again. */
  #writtenAt: Timestamp | null = null;
  #requests: Record<string, string> = {};

  constructor(firestore: Firestore, connectorId: string, leaseMs: number, holder: string) {
    this.#reference = connectorDocument(firestore, connectorId);
    this.#leaseMs = leaseMs;
    this.#holder = holder;
  }

  /** Waits until no other holder shows a sign of life for the time of the lease, by this machine's clock alone. Null: aborted before. */
  async acquire(signal: AbortSignal): Promise<{ state: SavedState | null } | null> {
    let seen = '';
    let seenMs = performance.now();
    while (!signal.aborted) {
      const isExpired = seen !== '' && performance.now() - seenMs >= this.#leaseMs;
      const taken = await this.#take(isExpired ? seen : null);
      if (typeof taken === 'object') return taken;
      if (taken !== seen) {
        if (seen === '') log('INFO', 'standby', { holder: taken });
        seen = taken;
        seenMs = performance.now();
      }
      await pause(Math.min(1_000, this.#leaseMs / 5), signal);
    }
    return null;
  }

  /**
   * Saves the state and shows a sign of life.
   *
   * @returns snapshots that were asked for
   * @throws ConnectorError LEASE_LOST when another holder has taken over
   */
  async save(state: SavedState | null, isLast = false): Promise<Record<string, string>> {
    for (;;) {
      const lastUpdateTime = this.#writtenAt ?? (await this.#readOwn());
      const lease: Lease = { holder: isLast ? null : this.#holder, token: this.#token, beat: ++this.#beat };
      try {
        const { writeTime } = await this.#reference.update({ lease, state }, { lastUpdateTime });
        this.#writtenAt = writeTime;
        return this.#requests;
      } catch (error) {
        this.#writtenAt = null;
        if (!WRITTEN_MEANWHILE.has((error as { code?: unknown }).code)) throw error;
      }
    }
  }

  /** Somebody may have asked for a snapshot, or have taken over; or a write of ours was done without our knowing. */
  async #readOwn(): Promise<Timestamp> {
    const snapshot = await this.#reference.get();
    const document = snapshot.data() as ConnectorDocument | undefined;
    if (document?.lease.holder !== this.#holder || document.lease.token !== this.#token || !snapshot.updateTime) {
      throw new ConnectorError(
        'LEASE_LOST',
        document
          ? `Another connector (${document.lease.holder ?? 'stopped since'}) has taken over.`
          : 'The saved state was deleted.',
        'If it was not meant to, give each connector its own connectorId; and start again.',
      );
    }
    this.#requests = document.requests;
    this.#beat = Math.max(this.#beat, document.lease.beat);
    return snapshot.updateTime;
  }

  /** Takes the lease if it is free or still as `expired` says. Otherwise returns what it says now. */
  async #take(expired: string | null): Promise<{ state: SavedState | null } | string> {
    const snapshot = await this.#reference.get();
    const document = snapshot.data() as ConnectorDocument | undefined;
    const { lease = { holder: null, token: 0, beat: 0 }, state = null, requests = {} } = document ?? {};
    const now = `${lease.holder ?? ''} (${String(lease.token)}.${String(lease.beat)})`;
    // A write that was done without our knowing may have been this one.
    const isFree = lease.holder === null || lease.holder === this.#holder;
    if (!isFree && now !== expired) return now;
    const token = lease.token + 1;
    const taken: ConnectorDocument = { lease: { holder: this.#holder, token, beat: 0 }, state, requests };
    try {
      const { writeTime } = snapshot.updateTime
        ? await this.#reference.update({ ...taken }, { lastUpdateTime: snapshot.updateTime })
        : await this.#reference.create(taken);
      this.#token = token;
      this.#writtenAt = writeTime;
      this.#requests = requests;
      return { state };
    } catch (error) {
      if (WRITTEN_MEANWHILE.has((error as { code?: unknown }).code)) return now;
      throw error;
    }
  }
}

/** Replicas with one id throw each other out: 2^30 ids above any that people give, spread by the holder's name. */
export function serverIdOf(holder: string): number {
  return 2 ** 31 + (createHash('sha256').update(holder).digest().readUInt32BE() % 2 ** 30);
}
