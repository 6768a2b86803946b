import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import {
  type ErrorListener,
  type Fanfold,
  type Listener,
  type LiveContest,
  type LiveEntry,
  type LiveMoment,
  type LiveScorecard,
  type Unsubscribe,
  connectFanfold,
} from '@fanfold/client';
import { demoTerms } from '@fanfold/emulators/fans/demo-brand';
import { teamMaker } from '@fanfold/emulators/fans/teams';
import { LocalCalls } from '@fanfold/emulators/stack/local-calls';
import { MATCH_CHANGES_TOPIC, MOMENTS_TOPIC } from '@fanfold/kit/messages';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { seededRandom } from '@fanfold/replay/random';
import { startingAt } from '@fanfold/replay/script';
import { buildPage } from '@fanfold/tools/build/page';
import { SERVICES, buildService } from '@fanfold/tools/build/services';
import { PubSub } from '@google-cloud/pubsub';
import { messagesOf } from '../fantasy/match-messages.ts';
import { type FirebaseSuite, startFirebaseSuite } from './firebase-suite.ts';

const AN_HOUR_MS = 3_600_000;

/** Events, with a boundary or a wicket among them. */
const A_FEW_OVERS = 30;

describe('the Firebase emulator suite, as firebase.json describes it', () => {
  const projectId = `demo-suite-${process.pid}`;
  const script = startingAt(demoCricket(), new Date(Date.now() + AN_HOUR_MS));
  const { announced, events } = messagesOf(script);
  const matchId = script.match.id;
  let suite: FirebaseSuite;
  let pubsub: PubSub;
  let fan: Fanfold;

  before(async () => {
    for (const service of SERVICES) await buildService(service);
    await buildPage();
    suite = await startFirebaseSuite(projectId);
    const { firestore: firestoreHost, auth: authHost, functions: functionsHost } = suite.hosts;
    pubsub = new PubSub({ projectId, apiEndpoint: suite.hosts.pubsub, emulatorMode: true });
    fan = connectFanfold({ projectId, emulators: { firestoreHost, authHost, functionsHost } });
  });
  after(async () => {
    await fan?.close();
    await pubsub?.close();
    await suite?.stop();
  });

  /** Rows of several messages in one, as they come in one transaction: the functions emulator starts a process for each message. */
  async function publish(messages: readonly string[]): Promise<void> {
    const rows = messages.flatMap((message) => JSON.parse(message) as unknown[]);
    await pubsub.topic(MATCH_CHANGES_TOPIC).publishMessage({ data: Buffer.from(JSON.stringify(rows)) });
  }

  /** The first value that a watcher gives and that is as wanted. */
  function seen<T>(
    watch: (listener: Listener<T | null>, onError: ErrorListener) => Unsubscribe,
    isWanted: (value: T) => boolean = () => true,
  ): Promise<T> {
    return new Promise((done, fail) => {
      const end = watch(({ value }) => {
        if (value === null || !isWanted(value)) return;
        done(value);
        // The first value may come before the watcher has returned.
        queueMicrotask(() => end());
      }, fail);
    });
  }

  it('loads every codebase and asks for no parameter', () => {
    const text = suite.lines.join('\n');
    assert.equal(text.match(/Loaded functions definitions from source/g)?.length, SERVICES.length);
    assert.doesNotMatch(text, /Failed to load|Prompting for parameters|\? Enter/);
  });

  it('serves the page for the project', async () => {
    const page = await fetch(`http://${suite.hosts.hosting}/`);
    assert.match(await page.text(), /<div id="root">/);
    const init = await fetch(`http://${suite.hosts.hosting}/__/firebase/init.json`);
    assert.equal(((await init.json()) as { projectId: string }).projectId, projectId);
  });

  it('takes a team and folds a ball into the scorecard', async () => {
    await publish(announced);
    const contest = await seen<LiveContest>((listener, onError) => fan.watchContest(matchId, listener, onError));
    const team = teamMaker(contest, seededRandom(3))();
    const picks = [...team.picks];
    await fan.saveEntry({ contestId: matchId, n: 1, revision: 0, ...team, picks });
    const entry = await seen<LiveEntry>((listener, onError) => fan.watchMyEntry(matchId, listener, onError));
    assert.deepEqual(entry.picks.map(({ playerId }) => playerId).sort(), picks.sort());
    await publish(events.slice(0, 1));
    const scorecard = await seen<LiveScorecard>(
      (listener, onError) => fan.watchScorecard(matchId, listener, onError),
      ({ seq }) => seq === 1,
    );
    assert.equal(scorecard.sport, 'cricket');
  });

  it('encrypts the codes of a campaign with the secret of the emulators', async () => {
    const calls = new LocalCalls({ callsHost: suite.hosts.functions, authHost: suite.hosts.auth });
    const direct = <Out>(name: string, data: object) =>
      calls.call<Out>(projectId, { uid: 'operator', ops: true }, name, {
        campaignId: 'tea',
        reason: 'A spec',
        ...data,
      });
    await direct('createCampaign', { ...demoTerms(Date.now()), price: 1 });
    const codes = { source: 'generated', units: 3 };
    const { batches } = await direct<{ batches: object }>('addCodes', { key: 'three-codes', codes });
    assert.equal(Object.keys(batches).length, 1);
  });

  it('publishes moments to a topic that no function listens to', async () => {
    await publish(events.slice(0, A_FEW_OVERS));
    await seen<LiveMoment[]>(
      (listener, onError) => fan.watchMoments(matchId, { limit: 1 }, listener, onError),
      (moments) => moments.length > 0,
    );
    const topic = pubsub.topic(MOMENTS_TOPIC);
    while (!(await topic.exists())[0]) await setImmediate();
  });
});
