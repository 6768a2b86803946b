import { setTimeout as wait } from 'node:timers/promises';
import { delayOf } from '@fanfold/emulators/firestore-delay/delays';
import { type DocumentData, type Firestore, Timestamp } from 'firebase-admin/firestore';

interface Reference {
  path: string;
  get: () => Promise<unknown>;
}

interface Stored {
  data: DocumentData;
  updateTime: Timestamp;
}

/**
 * As much of Firestore as the commits of one instance need, in memory, as slow as production's: 25 ms a read, 80 ms a commit. Nobody else writes, so
 * it checks no preconditions.
 */
export class DelayedFirestore {
  readonly #delay: (ms: number) => Promise<unknown>;
  readonly #documents = new Map<string, Stored>();
  #tick = 0;
  commits = 0;

  constructor(delay: (ms: number) => Promise<unknown> = wait) {
    this.#delay = delay;
  }

  get db(): Firestore {
    return this as unknown as Firestore;
  }

  doc(path: string): Reference {
    const reference: Reference = { path, get: async () => (await this.getAll(reference))[0] };
    return reference;
  }

  async getAll(...references: readonly Reference[]): Promise<unknown[]> {
    await this.#delay(delayOf('BatchGetDocuments'));
    return references.map((ref) => {
      const { data, updateTime } = this.#documents.get(ref.path) ?? {};
      return {
        ref,
        exists: data !== undefined,
        updateTime,
        data: () => data,
        get: (field: string): unknown => data?.[field],
      };
    });
  }

  batch() {
    const written = new Map<string, DocumentData | null>();
    const write = ({ path }: Reference, data: DocumentData) => void written.set(path, data);
    return {
      create: write,
      update: write,
      set: write,
      delete: ({ path }: Reference) => void written.set(path, null),
      commit: async () => {
        await this.#delay(delayOf('Commit'));
        this.commits++;
        const updateTime = new Timestamp(++this.#tick, 0);
        for (const [path, data] of written) {
          if (data) this.#documents.set(path, { data, updateTime });
          else this.#documents.delete(path);
        }
        return [{ writeTime: updateTime }];
      },
    };
  }
}
