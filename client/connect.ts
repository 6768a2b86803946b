import { deleteApp, initializeApp } from 'firebase/app';
import { ReCaptchaEnterpriseProvider, initializeAppCheck } from 'firebase/app-check';
import { connectAuthEmulator, getAuth } from 'firebase/auth';
import { connectFirestoreEmulator, getFirestore } from 'firebase/firestore';
import { connectFunctionsEmulator, getFunctions } from 'firebase/functions';
import { createCall } from './call.ts';
import { type FantasyCalls, createFantasyCalls } from './fantasy/calls.ts';
import { type OpsCalls, createOpsCalls } from './fantasy/ops-calls.ts';
import { type FantasyWatchers, createFantasyWatchers } from './fantasy/watchers.ts';
import { type FansCalls, createFansCalls } from './fans/calls.ts';
import { type FansOpsCalls, createFansOpsCalls } from './fans/ops-calls.ts';
import { type FansWatchers, createFansWatchers } from './fans/watchers.ts';
import { createListenerPool } from './live/listener-pool.ts';
import { createServerClock } from './live/server-clock.ts';
import { createWatching } from './live/watching.ts';
import { createMatchWatchers, type MatchWatchers } from './matches.ts';
import { type Identity, createIdentity } from './identity.ts';
import { type CampaignCalls, createCampaignCalls } from './rewards/campaign-calls.ts';
import { type RewardsCalls, createRewardsCalls } from './rewards/calls.ts';
import { type RewardsWatchers, createRewardsWatchers } from './rewards/watchers.ts';
import { anonymousSignIn } from './sign-in.ts';

export interface ConnectOptions {
  projectId: string;
  /** Web API key of the project. The emulators take any, so it may be left out with them. */
  apiKey?: string;
  /** Region of the callable functions; `us-central1` when left out. */
  region?: string;
  /** Site key of reCAPTCHA Enterprise, for App Check: without it a project answers no call. Emulators ask for none. */
  appCheckSiteKey?: string;
  /** `host:port` of each. Without `functionsHost` calls go to the project itself. */
  emulators?: { firestoreHost: string; authHost: string; functionsHost?: string };
}

/** A connection to one Fanfold project. All watchers of one path share one Firestore listener. */
export interface Fanfold
  extends
    MatchWatchers,
    FantasyWatchers,
    FantasyCalls,
    OpsCalls,
    FansWatchers,
    FansCalls,
    FansOpsCalls,
    RewardsWatchers,
    RewardsCalls,
    CampaignCalls,
    Identity {
  /** The server's time; where the clock of the device is wrong, within an hour of it. */
  now(): Date;
  /** Ends all subscriptions and the connection. */
  close(): Promise<void>;
}

let connections = 0;

/**
 * Connects and signs in anonymously; nothing is read before the first `watch…`.
 * Failures, of signing in too, arrive at the `onError` of each subscription.
 */
export function connectFanfold(options: ConnectOptions): Fanfold {
  const { projectId, apiKey = 'emulator', region, appCheckSiteKey, emulators } = options;
  // The first keeps the SDK's default name, under which the browser remembers the fan.
  const app = initializeApp({ projectId, apiKey }, connections++ === 0 ? undefined : `fanfold-${connections}`);
  const auth = getAuth(app);
  const db = getFirestore(app);
  const functions = getFunctions(app, region);
  if (emulators) {
    const [host = '', port = ''] = emulators.firestoreHost.split(':');
    connectFirestoreEmulator(db, host, Number(port));
    connectAuthEmulator(auth, `http://${emulators.authHost}`, { disableWarnings: true });
    const [functionsHost = '', functionsPort = ''] = (emulators.functionsHost ?? '').split(':');
    if (functionsHost !== '') connectFunctionsEmulator(functions, functionsHost, Number(functionsPort));
  } else if (appCheckSiteKey !== undefined) {
    const provider = new ReCaptchaEnterpriseProvider(appCheckSiteKey);
    initializeAppCheck(app, { provider, isTokenAutoRefreshEnabled: true });
  }
  const pool = createListenerPool();
  const signIn = anonymousSignIn(auth);
  const watching = createWatching(db, pool, signIn, auth);
  const call = createCall(functions, signIn);
  const now = createServerClock(auth);
  return {
    ...createMatchWatchers(db, watching),
    ...createFantasyWatchers(db, watching, signIn, auth),
    ...createRewardsWatchers(db, watching, now),
    ...createRewardsCalls(call, watching),
    ...createCampaignCalls(call),
    ...createFantasyCalls(call),
    ...createOpsCalls(call),
    ...createFansWatchers(watching),
    ...createFansCalls(call),
    ...createFansOpsCalls(call),
    ...createIdentity(auth, signIn),
    now,
    async close() {
      pool.close();
      await deleteApp(app);
    },
  };
}
