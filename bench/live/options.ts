/** Of the benches that go through functions. */
export interface BenchOptions {
  /** Measures once more with the delays that Firestore has in production. */
  firestoreDelay: boolean;
}

export const DELAY_NOTE = 'delayed: with 25 ms for a read of Firestore and 80 ms for a commit, for the floor as well.';
