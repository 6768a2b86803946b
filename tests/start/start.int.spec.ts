import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type DocumentData, type DocumentReference, Firestore } from 'firebase-admin/firestore';
import { root } from '@fanfold/tools/root';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { demoFootball } from '@fanfold/replay/demo-football';
import { rowsOf } from '@fanfold/replay/script';
import { foldMatch } from '@fanfold/game/match';
import { planCorrections } from '@fanfold/replay/corrections';
import { collectionsWithoutRow } from '../rules/matrix.ts';
import { Launcher } from './launcher.ts';

const ball = (batter: string, bowler: string, runs: number) => ({
  batter,
  non_striker: `${batter} too`,
  bowler,
  runs: { batter: runs, extras: 0, total: runs },
});

const eleven = (name: string) => [name, `${name} too`, ...Array.from({ length: 9 }, (_, n) => `${name} ${n + 3}`)];

/** In Cricsheet's format: of two balls. */
const SHORT_MATCH = {
  meta: { data_version: '1.1.0' },
  info: {
    dates: ['2026-05-01'],
    teams: ['Reds', 'Blues'],
    players: { Reds: eleven('Ann'), Blues: eleven('Bea') },
    overs: 20,
    outcome: { winner: 'Reds', by: { runs: 3 } },
  },
  innings: [
    { team: 'Reds', overs: [{ over: 0, deliveries: [ball('Ann', 'Bea', 4)] }] },
    { team: 'Blues', overs: [{ over: 0, deliveries: [ball('Bea', 'Ann', 1)] }] },
  ],
};

describe('npm start', () => {
  let folder: string;

  before(() => (folder = mkdtempSync(join(tmpdir(), 'fanfold-'))));
  after(() => rmSync(folder, { recursive: true }));

  describe('with both demo matches', () => {
    let launcher: Launcher;
    const report = () => join(folder, 'report.json');
    const dump = () => join(folder, 'dump.json');

    before(async () => {
      const files = ['--report', report(), '--dump', dump()];
      launcher = await Launcher.start('--speed', '0', '--fans', '50', '--wait', '0', '--corrections', ...files);
      await launcher.printed('Everything stays up');
    });

    it('plays to the end; corrected rows give the match that was right from the start', () => {
      const scripts = [demoCricket(), demoFootball()];
      const figures = JSON.parse(readFileSync(report(), 'utf8')) as Record<string, unknown>;
      assert.equal(figures['events'], scripts.flatMap(({ steps }) => steps.flatMap(({ events }) => events)).length);
      assert.equal(figures['errors'], 0);
      assert.equal(figures['fans'], 50);
      const documents = JSON.parse(readFileSync(dump(), 'utf8')) as Record<string, { rev: number }>;
      for (const corrected of scripts.map((script) => planCorrections(script).corrected)) {
        const view = foldMatch(rowsOf(corrected));
        const { rev, ...scorecard } = documents[`matches/${corrected.match.id}/live/scorecard`] ?? { rev: 0 };
        assert.ok(rev > 0);
        assert.deepEqual(scorecard, JSON.parse(JSON.stringify(view?.scorecard)));
      }
      for (const { match } of scripts) {
        const contest = documents[`contests/${match.id}`] as unknown as { status: string; settlement: number };
        assert.equal(contest.status, 'final');
        assert.ok(contest.settlement > 1, 'corrections were settled anew');
        const results = Object.keys(documents).filter((path) => path.startsWith(`contests/${match.id}/results/`));
        assert.equal(results.length, 50);
      }
      assert.deepEqual(
        collectionsWithoutRow(Object.keys(documents)),
        [],
        'every collection has its row in the rules matrix',
      );
    });

    it('has npm run rebuild end by itself while it runs, and rev goes on; SIGTERM stops everything', async () => {
      const firestore = `127.0.0.1:${launcher.ports.firestore}`;
      const db = firestoreAt(firestore);
      const { id } = demoFootball().match;
      const shown = [`matches/${id}/live/scorecard`, `contests/${id}/live/standings`].map((path) => db.doc(path));
      const before = await contentOf(db, shown);
      const states = await db.getAll(...['scorecards', 'fantasy'].map((name) => db.doc(`matches/${id}/state/${name}`)));
      const rebuilt = states.map((state) => untilRebuilt(state.ref, state.get('rev') as number));
      const { status, stderr } = await rebuild(id, {
        FIRESTORE_EMULATOR_HOST: firestore,
        PUBSUB_EMULATOR_HOST: `127.0.0.1:${launcher.ports.pubsub}`,
        CONNECTOR_CONFIG: resolve(root, `.fanfold/connector-demo-fanfold-${launcher.child.pid}.json`),
      });
      assert.equal(status, 0, stderr);
      await Promise.all(rebuilt);
      assert.deepEqual(await contentOf(db, shown), before);
      await db.terminate();
      assert.ok(launcher.processes().length > 5);
      launcher.child.kill('SIGTERM');
      assert.equal(await launcher.end(), 143);
      await launcher.untilNoneLeft();
    });
  });

  it('plays a match file, and ends with nothing left behind', async () => {
    const file = join(folder, '1.json');
    writeFileSync(file, JSON.stringify(SHORT_MATCH));
    const launcher = await Launcher.start('--match', file, '--speed', '0', '--fans', '2', '--exit-at-end');
    assert.equal(await launcher.end(), 0, launcher.output);
    await launcher.untilNoneLeft();
    assert.match(launcher.output, /Reds v Blues: no team of these squads meets the contest's rules\n/);
    assert.match(launcher.output, /Reds v Blues: Reds won by 3 runs\n/);
  });

  it('leaves nothing behind when it is killed by force', async () => {
    const launcher = await Launcher.start();
    await launcher.printed('Playing');
    launcher.child.kill('SIGKILL');
    await launcher.end();
    await launcher.untilNoneLeft();
  });

  it('stops everything when one part crashes, and says which', async () => {
    const launcher = await Launcher.start();
    await launcher.printed('Playing');
    const connector = launcher.processes().find((pid) => commandOf(pid).includes('changelog/main.ts'));
    process.kill(connector as number, 'SIGKILL');
    assert.equal(await launcher.end(), 1);
    assert.match(launcher.output, /changelog\S* ended unexpectedly \(signal SIGKILL\); everything stops/);
    await launcher.untilNoneLeft();
  });

  it('says which port is taken, by whom, and which option moves it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    const { port } = server.address() as AddressInfo;
    const launcher = await Launcher.start('--port-firestore', String(port));
    assert.equal(await launcher.end(), 1);
    server.close();
    assert.match(
      launcher.output,
      new RegExp(`Port ${port} \\(firestore\\) is taken by .*; choose another with --port-firestore N`),
    );
    assert.doesNotMatch(launcher.output, /emulators …/);
  });

  it('refuses a file that is no match before anything starts', async () => {
    const file = join(folder, 'cut.json');
    writeFileSync(file, '{"meta": {"data_version": "1.1.0"}, "info": {');
    const launcher = await Launcher.start('--match', file);
    assert.equal(await launcher.end(), 1);
    assert.match(launcher.output, /cut\.json: line 1, column \d+: /);
    assert.doesNotMatch(launcher.output, /Fanfold starts/);
  });

  for (const [args, complaint] of [
    [['--speed', 'fast'], '--speed takes a number from 0 up, not "fast".'],
    [['--fans', '1.5'], '--fans takes a whole number from 0 up, not "1.5".'],
    [['--port-auth', '70000'], '--port-auth takes a port from 1 to 65535, not "70000".'],
    [['--dump', '/no/such/folder/x.json'], '--dump: there is no folder /no/such/folder.'],
    [['--spede', '1'], "Unknown option '--spede'. See npm start -- --help."],
  ] as const) {
    it(`refuses ${args.join(' ')}`, async () => {
      const launcher = await Launcher.start(...args);
      assert.equal(await launcher.end(), 2);
      assert.equal(launcher.output, `${complaint}\n`);
    });
  }
});

/** `npm run rebuild` in a process of its own. Returns when that has ended. */
async function rebuild(
  matchId: string,
  env: Record<string, string>,
): Promise<{ status: number | null; stderr: string }> {
  const script = resolve(root, 'tools/rebuild/main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, '--match', matchId], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await once(child, 'exit');
  return { status: child.exitCode, stderr };
}

/** What fans see of documents: all but `rev`, which a rebuild may raise. */
async function contentOf(db: Firestore, documents: readonly DocumentReference[]): Promise<DocumentData[]> {
  return (await db.getAll(...documents)).map((document) => ({ ...document.data(), rev: null }));
}

/** The client of another Firestore than the one that tests share, whose variable would win over the address. */
function firestoreAt(host: string): Firestore {
  const { FIRESTORE_EMULATOR_HOST: shared = '' } = process.env;
  delete process.env['FIRESTORE_EMULATOR_HOST'];
  try {
    return new Firestore({ projectId: 'demo-fanfold', host, ssl: false });
  } finally {
    process.env['FIRESTORE_EMULATOR_HOST'] = shared;
  }
}

/** Resolves when a state has all its rows again, under a higher rev. */
function untilRebuilt(state: DocumentReference, rev: number): Promise<void> {
  return new Promise((done, fail) => {
    const stop = state.onSnapshot((snapshot) => {
      if (snapshot.get('rebuilding') !== false || Number(snapshot.get('rev')) <= rev) return;
      stop();
      done();
    }, fail);
  });
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
}
