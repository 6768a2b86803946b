import type { Firestore } from 'firebase-admin/firestore';

/** A dead letter as it is stored, as far as tests ask. */
export interface Letter {
  service: string;
  code: string;
  message: string;
  table: string | null;
  topic: string | null;
  payload: string;
  cut: boolean;
}

/** A Firestore that takes dead letters and nothing else; `letters` has them by their ids. */
export function lettersOnly(): { db: Firestore; letters: Map<string, Letter> } {
  const letters = new Map<string, Letter>();
  const doc = (path: string) => ({
    set: (letter: Letter) => Promise.resolve(void letters.set(path.replace('deadLetters/', ''), letter)),
  });
  return { db: { doc } as unknown as Firestore, letters };
}
