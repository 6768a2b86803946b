import type { DocumentData } from 'firebase-admin/firestore';

/** Documents of one commit, by path. */
export type Documents = Map<string, DocumentData>;
