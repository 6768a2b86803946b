import assert from 'node:assert/strict';
import { untilDocument } from '@fanfold/emulators/start/documents';
import { teamMaker } from '@fanfold/emulators/fans/teams';
import { maskedName } from '@fanfold/game/fans';
import type { Contest } from '@fanfold/game/fantasy';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { playMatches } from '@fanfold/replay/play';
import { seededRandom } from '@fanfold/replay/random';
import { columnsOf, insertRow, updateMatch } from '@fanfold/replay/rows-to-sql';
import { rowsOf, startingAt } from '@fanfold/replay/script';
import { type App, deleteApp, initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { type Connection, createConnection } from 'mysql2/promise';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { assertNotReloaded } from './browser.ts';
import { entryOf } from './endings.ts';
import { pickTeam } from './fantasy-fan.ts';
import { type WebStack, startWebStack } from './web-stack.ts';

const DAY_MS = 24 * 3600 * 1000;

describe('operations in Chromium', () => {
  let firestore: TestFirestore;
  let stack: WebStack | undefined;
  let database: Connection | undefined;
  let app: App;

  before(async () => {
    // The Auth emulator signs for the project that it was started with.
    const projectId = process.env['GCLOUD_PROJECT'] ?? '';
    firestore = openFirestore(projectId);
    await firestore.clear();
    app = initializeApp({ projectId }, 'ops');
    stack = await startWebStack({
      database: 'fanfold_ops_web_test',
      projectId,
      services: ['fans', 'scorecards', 'fantasy'],
    });
    database = await createConnection({ uri: stack.mysqlUrl, timezone: 'Z' });
  });
  after(async () => {
    await database?.end();
    await stack?.stop();
    await deleteApp(app);
    await firestore.close();
  });

  const uids = async () => (await getAuth(app).listUsers()).users.map(({ uid }) => uid);

  it('give a contest back that mistakes have locked for good, and a fan goes on editing', async () => {
    const script = startingAt(demoCricket(), new Date(Date.now() + DAY_MS));
    const { id, startsAt } = script.match;
    const [, ball] = rowsOf(script).events;
    const [open, sql] = [(stack as WebStack).open, database as Connection];
    assert.equal(ball?.kind, 'delivery');
    const contestIs = (isSo: (contest: Contest & { salt: string | null }) => boolean) =>
      untilDocument(firestore.db, `contests/${id}`, (shown) => {
        const contest = shown.data() as (Contest & { salt: string | null }) | undefined;
        return contest !== undefined && isSo(contest);
      });

    const { mysqlUrl } = stack as WebStack;
    await playMatches([{ ...script, steps: [] }], { mysqlUrl, speed: 0, signal: new AbortController().signal });
    const opened = await contestIs(({ players }) => players.length === script.squads.length);
    const contest = opened.data() as Contest;
    const team = teamMaker(contest, seededRandom(7))();
    const { page: ana, errors } = await open(`matches/${id}/fantasy`, 1280);
    await ana.getByTestId('save-team').waitFor();
    await pickTeam(ana, contest, team, 'Ana');
    await ana.getByTestId('save-team').click();
    await ana.getByTestId('receipt').getByText('revision 1').waitFor();

    // A start that is typed a day and more too early, and a ball of another match: the lock is final.
    await updateMatch(sql, id, { startsAt: new Date(Date.now() - 3_600_000).toISOString() });
    await insertRow(sql, 'match_events', columnsOf(ball));
    await contestIs(({ salt }) => salt !== null);
    await ana.getByTestId('my-player').first().waitFor();
    // Both are corrected, and nothing opens.
    await updateMatch(sql, id, { startsAt });
    await sql.execute('DELETE FROM match_events WHERE match_id = ?', [id]);
    await contestIs((shown) => shown.startsAt === startsAt);
    await untilDocument(firestore.db, `contests/${id}/live/standings`, (standings) => standings.get('seq') === 0);
    await ana.getByTestId('contest-status').getByText('Live').waitFor();

    const fans = await uids();
    const { page: ops, errors: opsErrors } = await open(`matches/${id}/ops`, 390);
    await ops.getByTestId('not-ops').waitFor();
    const [operator] = (await uids()).filter((uid) => !fans.includes(uid));
    assert.ok(operator);
    await getAuth(app).setCustomUserClaims(operator, { ops: true });
    await ops.reload();
    await ops.getByTestId('directive-reason').waitFor();
    assert.ok(await ops.getByTestId('reopen').isDisabled(), 'a reason is asked for');
    await ops.getByTestId('directive-reason').fill('A ball of another match');
    await ops.getByTestId('settle').click();
    await ops.getByTestId('confirm-settle').click();
    await ops.getByTestId('directive-refusal').getByText('The match is not final.').waitFor();
    await ops.getByTestId('reopen').click();
    await ops.getByTestId('confirm-reopen').click();
    await ops.getByTestId('directive-receipt').getByText('The contest is open').waitFor();
    const record = ops.getByTestId('directive-record');
    await record.getByText(`reopenContest, by ${operator}: A ball of another match`).waitFor();

    const captain = contest.players.find((player) => player.id === team.captain)?.name ?? '';
    await ana.getByRole('button', { name: `${captain}: captain`, exact: true }).click();
    await ana.getByTestId('save-team').click();
    await ana.getByTestId('receipt').getByText('revision 2').waitFor();
    const saved = await entryOf(firestore.db, id, 'Ana');
    assert.deepEqual([saved.captain, saved.viceCaptain], [team.viceCaptain, team.captain]);
    await ops.getByTestId('contest-status').getByText('Open').waitFor();

    assert.ok(await ops.getByTestId('mask').isDisabled(), 'a fan and a reason are asked for');
    await ops.getByTestId('fan-uid').fill(saved.uid);
    await ops.getByTestId('fan-reason').fill('An insult');
    const directs = async (action: string, receipt: string) => {
      await ops.getByTestId(action).click();
      await ops.getByTestId(`confirm-${action}`).click();
      await ops.getByTestId('fan-receipt').getByText(receipt).waitFor();
    };
    await directs('mask', `Others see ${maskedName(saved.uid)}.`);
    await directs('unmask', 'Others see Ana.');
    await directs('erase', 'The fan has no name for others to see.');
    await untilDocument(firestore.db, `contests/${id}/entries/${saved.id}`, (entry) => !entry.exists);
    await ana.getByRole('heading', { name: 'Pick your team' }).waitFor();
    await ops.getByTestId('mask').click();
    await ops.getByTestId('confirm-mask').click();
    await ops.getByTestId('fan-refusal').waitFor();
    await assertNotReloaded(ana);
    assert.deepEqual([...errors, ...opsErrors.filter((text) => !text.includes('400'))], []);
    await Promise.all([ana.close(), ops.close()]);
  });
});
