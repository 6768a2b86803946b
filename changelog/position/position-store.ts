import type { Firestore } from 'firebase-admin/firestore';
import type { BinlogPosition } from './position.ts';

/** `connectors/{connectorId}`: all that a new machine needs to go on. */
export interface SavedState extends BinlogPosition {
  /** Identity of the server that the position belongs to. */
  server: string;
  /** UTC second at which this server's timeline was adopted. */
  epoch: number;
  /** Tables whose initial snapshot is complete. */
  snapshotted: string[];
}

export async function loadState(firestore: Firestore, connectorId: string): Promise<SavedState | null> {
  const document = await firestore.doc(`connectors/${connectorId}`).get();
  return document.exists ? (document.data() as SavedState) : null;
}

export async function saveState(firestore: Firestore, connectorId: string, state: SavedState): Promise<void> {
  await firestore.doc(`connectors/${connectorId}`).set(state);
}
