import type { DocumentReference, Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Content, DocumentChanges, Documents, Projector } from './projector.ts';
import { StateStore } from './state-store.ts';

/** State and public documents of a service that is a projector: it keeps nothing of a scope beside the rows. */
export class ProjectionStore extends StateStore<object> {
  readonly projector: Projector;

  constructor(db: Firestore, projector: Projector) {
    super(db, {
      service: projector.service,
      pathOf: (scope) => `${projector.rootOf(scope)}/state/${projector.service}`,
      foldVersion: projector.foldVersion,
      tables: projector.tables,
      own: z.object({}),
      emptyOwn: () => ({}),
    });
    this.projector = projector;
  }

  /** The public documents as they stand in Firestore, without `rev`. */
  async loadPublished(scope: string): Promise<Documents> {
    const { documents, collections } = this.projector.owns;
    const root = this.#document(scope, '');
    const [single, ...lists] = await Promise.all([
      this.db.getAll(...documents.map((path) => this.#document(scope, path))),
      ...collections.map((name) => root.collection(name).get()),
    ]);
    const found = [...single, ...lists.flatMap(({ docs }) => docs)].filter(({ exists }) => exists);
    return new Map(
      found.map((snapshot) => {
        const { rev: _, ...content } = snapshot.data() as Content;
        return [snapshot.ref.path.slice(root.path.length + 1), content];
      }),
    );
  }

  /** Changes by full path, as a commit takes them. */
  at(scope: string, { set, remove }: DocumentChanges): DocumentChanges {
    const pathOf = (path: string) => this.#pathOf(scope, path);
    return {
      set: new Map([...set].map(([path, content]) => [pathOf(path), content])),
      remove: remove.map(pathOf),
    };
  }

  #document(scope: string, path: string): DocumentReference {
    return this.db.doc(this.#pathOf(scope, path));
  }

  #pathOf(scope: string, path: string): string {
    const root = this.projector.rootOf(scope);
    return path === '' ? root : `${root}/${path}`;
  }
}
