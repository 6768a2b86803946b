import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore, type Firestore } from 'firebase-admin/firestore';
import { Catalog } from './catalog.ts';
import type { ConnectorConfig } from './config.ts';
import { ConnectorError, isPassing, unreachable } from './errors.ts';
import { log } from './log.ts';
import { pause } from './pause.ts';
import { adopt, isHistoryLost } from './position/adopt.ts';
import type { SavedState } from './position/saved-state.ts';
import { serverIdOf, StateStore } from './position/state-store.ts';
import { backoff } from './publish/backoff.ts';
import { DeadLetters } from './publish/dead-letters.ts';
import { type PublishedInfo, Publisher } from './publish/publisher.ts';
import { checkServer, connectAtStart, readServer } from './server/server.ts';
import { Timeline } from './timeline.ts';
import { topicNames } from './topics.ts';

export type { PublishedInfo } from './publish/publisher.ts';

export interface ConnectorHooks {
  signal: AbortSignal;
  /** The stream is being read, and no snapshot is missing. */
  onReady?: () => void;
  onPublished?: (info: PublishedInfo) => void;
}

/**
 * Runs the connector until `signal` aborts. Resolves after abort, when all that was read is published and the position saved. Rejects with a
 * ConnectorError when it cannot go on without losing or corrupting rows, or when another connector has taken over.
 */
export async function runConnector(config: ConnectorConfig, hooks: ConnectorHooks): Promise<void> {
  const app = initializeApp({ projectId: config.projectId }, `changelog-${randomUUID()}`);
  try {
    await new Connector(config, hooks, getFirestore(app)).run();
  } finally {
    await deleteApp(app);
  }
}

class Connector {
  readonly #config: ConnectorConfig;
  readonly #hooks: ConnectorHooks;
  readonly #firestore: Firestore;
  readonly #holder = `${hostname()}/${randomUUID()}`;
  readonly #ending = new AbortController();
  readonly #store: StateStore;
  readonly #publisher: Publisher;
  readonly #catalog: Catalog;
  readonly #deadLetters: DeadLetters;
  #timeline: Timeline | null = null;
  #lagMs = 0;

  constructor(config: ConnectorConfig, hooks: ConnectorHooks, firestore: Firestore) {
    this.#config = config;
    this.#hooks = hooks;
    this.#firestore = firestore;
    this.#store = new StateStore(firestore, config.connectorId, config.leaseMs, this.#holder);
    this.#catalog = new Catalog(config);
    this.#deadLetters = new DeadLetters(firestore, AbortSignal.any([hooks.signal, this.#ending.signal]));
    this.#publisher = new Publisher(config, {
      signal: AbortSignal.any([hooks.signal, this.#ending.signal]),
      onPressure: (isHigh) => this.#timeline?.press(isHigh),
      onPublished: (info) => {
        this.#lagMs = Math.max(0, info.publishedMs - info.commitTsMs);
        hooks.onPublished?.(info);
      },
    });
  }

  async run(): Promise<void> {
    const lease = await this.#store
      .acquire(this.#hooks.signal)
      .catch(unreachable('FIRESTORE_UNREACHABLE', 'Firestore'));
    if (!lease) return;
    let { state } = lease;
    try {
      state = await this.#prepare(state, null);
      for (let loss = await this.#follow(state); loss; loss = await this.#follow(state)) {
        const next = await this.#prepareAgain(state, loss);
        if (!next) return;
        state = next;
      }
    } finally {
      await this.#publisher.close();
      // A connector that waits need not wait for the lease to run out.
      await this.#store.save(state, true).catch((error: unknown) => {
        if (!(error instanceof ConnectorError)) log('WARNING', 'firestoreFailed', { error: String(error) });
      });
    }
  }

  /** Checks, topics, and the place to start from, which is saved. */
  async #prepare(saved: SavedState | null, loss: ConnectorError | null): Promise<SavedState> {
    const config = this.#config;
    const state = await this.#adopt(saved, loss).catch(unreachable('SERVER_UNREACHABLE', 'The server'));
    // After the tables: one that is misspelt has no topic either.
    await this.#publisher.assertTopics(topicNames(config)).catch(unreachable('PUBSUB_UNREACHABLE', 'Pub/Sub'));
    await this.#store.save(structuredClone(state)).catch(unreachable('FIRESTORE_UNREACHABLE', 'Firestore'));
    return state;
  }

  async #adopt(saved: SavedState | null, loss: ConnectorError | null): Promise<SavedState> {
    const config = this.#config;
    const connection = await connectAtStart(config);
    try {
      const server = await readServer(connection);
      await checkServer(connection, { config, server, serverId: serverIdOf(this.#holder) });
      await this.#catalog.refresh(connection, (table) => saved?.snapshots[table] !== undefined);
      return await adopt(config, connection, server, saved, loss);
    } finally {
      connection.destroy();
    }
  }

  /** In mid-life what passes by itself is waited for. Null: aborted before. */
  async #prepareAgain(state: SavedState, loss: ConnectorError): Promise<SavedState | null> {
    const { signal } = this.#hooks;
    const { reconnectMinMs, reconnectMaxMs } = this.#config.stream;
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        return await this.#prepare(state, loss);
      } catch (error) {
        if (!isPassing(error) || (error as ConnectorError).code === 'LEASE_LOST') throw error;
        log('WARNING', 'preparationFailed', { attempt, error: String(error) });
        await pause(backoff(attempt, reconnectMinMs, reconnectMaxMs), signal);
      }
    }
    return null;
  }

  /** @returns null after abort; or what the history was lost by, and another may be adopted */
  async #follow(state: SavedState): Promise<ConnectorError | null> {
    this.#timeline = new Timeline({
      config: this.#config,
      firestore: this.#firestore,
      holder: this.#holder,
      store: this.#store,
      catalog: this.#catalog,
      publisher: this.#publisher,
      deadLetters: this.#deadLetters,
      state,
      lagMs: () => this.#lagMs,
      isPassable: (failure) => this.#isPassable(failure),
      giveUp: () => this.#ending.abort(),
    });
    try {
      await this.#timeline.run(this.#hooks.signal, () => this.#hooks.onReady?.());
      return null;
    } catch (error) {
      if (!this.#isPassable(error)) throw error;
      return error;
    }
  }

  #isPassable(failure: unknown): failure is ConnectorError {
    return this.#config.onHistoryLost === 'snapshot' && isHistoryLost(failure);
  }
}
