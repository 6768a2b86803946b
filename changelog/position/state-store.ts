import { createHash } from 'node:crypto';
import type { DocumentReference, Firestore } from 'firebase-admin/firestore';
import { ConnectorError } from '../errors.ts';
import { log } from '../log.ts';
import { pause } from '../pause.ts';
import type { ConnectorDocument, SavedState } from './saved-state.ts';

export function connectorDocument(firestore: Firestore, connectorId: string): DocumentReference {
  return firestore.doc(`connectors/${connectorId}`);
}

/**
 * The saved state and the lease on it. The lease spares work and the server id; nothing is wrong if two connectors run for a while, since
 * both publish the same changes under the same versions. What must not happen is that the older one saves over the younger: every save is
 * fenced by the token.
 */
export class StateStore {
  readonly #firestore: Firestore;
  readonly #reference: DocumentReference;
  readonly #leaseMs: number;
  readonly #holder: string;
  #token = 0;

  constructor(firestore: Firestore, connectorId: string, leaseMs: number, holder: string) {
    this.#firestore = firestore;
    this.#reference = connectorDocument(firestore, connectorId);
    this.#leaseMs = leaseMs;
    this.#holder = holder;
  }

  /** Waits until no other holder shows a sign of life for the time of the lease, by this machine's clock alone. Null: aborted before. */
  async acquire(signal: AbortSignal): Promise<{ state: SavedState | null } | null> {
    let seen = '';
    let seenMs = performance.now();
    while (!signal.aborted) {
      const taken = await this.#take(seen !== '' && performance.now() - seenMs >= this.#leaseMs ? seen : null);
      if (typeof taken !== 'string') return taken;
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
    return this.#firestore.runTransaction(async (transaction) => {
      const document = (await transaction.get(this.#reference)).data() as ConnectorDocument | undefined;
      const { lease, requests } = document ?? { lease: null, requests: {} };
      if (lease?.token !== this.#token || lease.holder !== this.#holder) {
        throw new ConnectorError(
          'LEASE_LOST',
          document
            ? `Another connector (${lease?.holder ?? 'stopped since'}) has taken over.`
            : 'The saved state was deleted.',
          'If it was not meant to, give each connector its own connectorId; and start again.',
        );
      }
      const holder = isLast ? null : this.#holder;
      transaction.update(this.#reference, { lease: { ...lease, holder, beat: lease.beat + 1 }, state });
      return requests;
    });
  }

  /** Takes the lease if it is free or still as `expired` says. Otherwise returns what it says now. */
  async #take(expired: string | null): Promise<{ state: SavedState | null } | string> {
    return this.#firestore.runTransaction(async (transaction) => {
      const document = (await transaction.get(this.#reference)).data() as ConnectorDocument | undefined;
      const { lease = { holder: null, token: 0, beat: 0 }, state = null, requests = {} } = document ?? {};
      const now = `${lease.holder ?? ''} (${String(lease.token)}.${String(lease.beat)})`;
      // A transaction that is repeated may meet what it has written itself.
      const isFree = lease.holder === null || lease.holder === this.#holder;
      if (!isFree && now !== expired) return now;
      this.#token = lease.token + 1;
      const taken: ConnectorDocument = {
        lease: { holder: this.#holder, token: this.#token, beat: 0 },
        state,
        requests,
      };
      transaction.set(this.#reference, taken);
      return { state };
    });
  }
}

/** Replicas with one id throw each other out: 2^30 ids above any that people give, spread by the holder's name. */
export function serverIdOf(holder: string): number {
  return 2 ** 31 + (createHash('sha256').update(holder).digest().readUInt32BE() % 2 ** 30);
}
