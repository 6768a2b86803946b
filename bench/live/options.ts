/** Of the command; each bench takes what concerns it. */
export interface BenchOptions {
  /** Measures once more with the delays that Firestore has in production. */
  firestoreDelay: boolean;
  /** How many services the start has. */
  services: number;
}

export const DELAY_NOTE = 'delayed: with 25 ms for a read of Firestore and 80 ms for a commit, for the floor as well.';
