import { signInAnonymously, type Auth } from 'firebase/auth';

/** Signs in once, keeping a fan the browser remembers. A failure is forgotten, so that the next call tries again. */
export function anonymousSignIn(auth: Auth): () => Promise<void> {
  let signedIn: Promise<void> | null = null;
  return () => {
    signedIn ??= signIn(auth).catch((error: unknown) => {
      signedIn = null;
      throw error;
    });
    return signedIn;
  };
}

async function signIn(auth: Auth): Promise<void> {
  await auth.authStateReady();
  if (!auth.currentUser) await signInAnonymously(auth);
}
