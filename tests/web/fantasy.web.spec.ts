import assert from 'node:assert/strict';
import type { Leaderboard } from '@fanfold/client';
import { seedEntries } from '@fanfold/emulators/fans/seed-entries';
import { seedProfiles } from '@fanfold/emulators/fans/seed-profiles';
import { teamMaker } from '@fanfold/emulators/fans/teams';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { demoFootball } from '@fanfold/replay/demo-football';
import { playMatches } from '@fanfold/replay/play';
import { seededRandom } from '@fanfold/replay/random';
import { type MatchScript, rowsOf, startingAt } from '@fanfold/replay/script';
import { directFan } from '@fanfold/fans/calls/direct-fan';
import type { FanDirective } from '@fanfold/fans/profile/profile';
import { maskedName } from '@fanfold/game/fans';
import { type Contest, comparePlaces } from '@fanfold/game/fantasy';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { untilDocument } from '@fanfold/emulators/start/documents';
import { type OpenPage, assertNotReloaded, overflowOf } from './browser.ts';
import { assertEnding, entryOf, printed } from './endings.ts';
import { card, pickTeam, recordShown, rowsIn, shownIn, untilEvent } from './fantasy-fan.ts';
import { type WebStack, startWebStack } from './web-stack.ts';

const INVENTED_FANS = 200;
const DAY_MS = 24 * 3600 * 1000;

describe('fantasy in Chromium, from a picked team to coins', () => {
  let firestore: TestFirestore;
  let stack: WebStack | undefined;
  const web = () => stack as WebStack;
  let playing: Promise<void> | undefined;

  before(async () => {
    // The Auth emulator signs for the project that it was started with.
    const projectId = process.env['GCLOUD_PROJECT'] ?? '';
    firestore = openFirestore(projectId);
    await firestore.clear();
    await seedProfiles(firestore.db, INVENTED_FANS);
    const database = 'fanfold_fantasy_web_test';
    stack = await startWebStack({ database, projectId, services: ['fans', 'scorecards', 'fantasy'] });
  });
  after(async () => {
    await playing?.catch(() => undefined);
    await stack?.stop();
    await firestore.close();
  });

  async function openBeforeTheMatch(path: string, testId: string, width: number): Promise<OpenPage> {
    const opened = await web().open(path, width);
    await opened.page.getByTestId(testId).waitFor();
    return opened;
  }

  /** Plays a match; `before` happens when it is announced and the invented fans are ranked, and goes on when it resolves. */
  function play(script: MatchScript, speed: number, before: (contest: Contest) => Promise<void>): Promise<void> {
    const { match, squads } = script;
    return playMatches([script], {
      mysqlUrl: web().mysqlUrl,
      speed,
      signal: new AbortController().signal,
      onAnnounced: async () => {
        const opened = await untilDocument(
          firestore.db,
          `contests/${match.id}`,
          (contest) => (contest.get('players') as unknown[] | undefined)?.length === squads.length,
        );
        const contest = opened.data() as Contest;
        await seedEntries(firestore.db, match.id, contest, INVENTED_FANS);
        await before(contest);
      },
    });
  }

  /** What an operator says of a fan. */
  async function direct(directive: FanDirective, uid: string): Promise<void> {
    const operator = { uid: 'operator', ops: true, token: {} };
    await directFan(firestore.db, operator, directive, { uid, reason: 'A test.' }, () => new Date());
  }

  it('takes two fans and their league through a cricket match', async () => {
    const script = startingAt(demoCricket(), new Date(Date.now() + DAY_MS));
    const { id } = script.match;
    const events = rowsOf(script).events.length;
    const { page: ana, errors } = await openBeforeTheMatch(`matches/${id}/fantasy`, 'no-contest', 1280);
    const { page: ben, errors: bensErrors } = await openBeforeTheMatch(`matches/${id}`, 'no-match', 360);

    const announced = new Promise<Contest>((resolve, reject) => {
      playing = play(script, 250, async (opened) => {
        await beforeTheMatch(opened);
        resolve(opened);
      });
      playing.catch(reject);
    });

    async function beforeTheMatch(opened: Contest) {
      const makeTeam = teamMaker(opened, seededRandom(7));
      const [anasTeam, bensTeam] = [makeTeam(), makeTeam()];
      await pickTeam(ana, opened, anasTeam, 'Ana');
      await ana.getByTestId('save-team').click();
      await ana.getByTestId('receipt').getByText('revision 1').waitFor();
      const saved = await entryOf(firestore.db, id, 'Ana');
      assert.deepEqual(
        { picks: saved.picks.map(({ playerId }) => playerId), captain: saved.captain, vice: saved.viceCaptain },
        { picks: anasTeam.picks, captain: anasTeam.captain, vice: anasTeam.viceCaptain },
      );

      await ben.getByTestId('to-fantasy').click();
      await pickTeam(ben, opened, bensTeam, 'Ben');
      assert.equal(await overflowOf(ben), 0, 'nothing sticks out of the picker');
      await ben.getByTestId('save-team').click();
      await ben.getByTestId('receipt').waitFor();

      await ana.getByTestId('league-name').fill('The office');
      await ana.getByTestId('create-league').click();
      const code = (await ana.getByTestId('league-code').textContent()) ?? '';
      await ben.getByRole('tab', { name: 'Leagues' }).click();
      await ben.getByTestId('join-code').fill(code);
      await ben.getByTestId('join-league').click();
      for (const page of [ana, ben]) await page.getByTestId('league').getByRole('listitem').nth(1).waitFor();
      assert.deepEqual(await rowsIn(ana.getByTestId('league')), [
        ['–', 'Ana (you)'],
        ['–', 'Ben'],
      ]);
      assert.deepEqual(await rowsIn(ben.getByTestId('league')), [
        ['–', 'Ana'],
        ['–', 'Ben (you)'],
      ]);
      assert.equal(await overflowOf(ben), 0, 'nothing sticks out of the leagues');
      await untilDocument(
        firestore.db,
        `contests/${id}/live/standings`,
        (standings) => standings.get('entries') === INVENTED_FANS + 2,
      );
      await recordShown(ana);
    }

    const contest = await announced;
    await ben.getByRole('tab', { name: 'My team' }).click();
    await untilEvent(ana, Math.floor(events * 0.3));
    const powered = await ana.getByTestId('power-player').locator('option').nth(1).getAttribute('value');
    await ana.getByTestId('power-player').selectOption(powered);
    await ana.getByTestId('use-power').click();
    await ana.getByTestId('confirm-use-power').click();
    await ana.getByTestId('power-up-used').waitFor();
    assert.ok((await ana.getByTestId('as-of').textContent()) !== `as of event ${events}`, 'while the match is on');
    for (const tab of ['Why', 'Board', 'Leagues', 'My team']) {
      await ben.getByRole('tab', { name: tab }).click();
      assert.equal(await overflowOf(ben), 0, `nothing sticks out of ${tab}`);
    }

    await untilEvent(ana, events);
    await untilEvent(ben, events);
    const anas = await assertEnding(ana, firestore.db, script, contest, 'Ana');
    const bens = await assertEnding(ben, firestore.db, script, contest, 'Ben');

    const [powerUp] = (await entryOf(firestore.db, id, 'Ana')).powerUps;
    assert.equal(powerUp?.playerId, powered);
    // In the second innings, if the page was slow.
    assert.ok(
      powerUp && comparePlaces(powerUp.since, { period: 1, unit: 1 }) > 0,
      'the power-up counts from the middle of the match on',
    );

    const shown = await shownIn(ana);
    for (const field of ['seq', 'points', 'rank'] as const) {
      const different = new Set(shown.map((each) => each[field]));
      assert.ok(different.size > 10, `${field} moved: ${[...different].join(' ')}`);
    }
    const row = card(ana, 'Leaderboard').getByTestId('my-row');
    assert.equal(await row.locator('.rank').textContent(), String(anas.rank));
    assert.equal(await row.locator('strong').textContent(), printed(anas.points));
    await ben.getByRole('tab', { name: 'Leagues' }).click();
    const inLeague = [
      { name: 'Ana', points: anas.points },
      { name: 'Ben', points: bens.points },
    ].sort((a, b) => b.points - a.points);
    for (const [page, own] of [
      [ana, 'Ana'],
      [ben, 'Ben'],
    ] as const) {
      assert.deepEqual(
        await rowsIn(page.getByTestId('league')),
        inLeague.map(({ name, points }, at) => [
          String(at + 1),
          name === own ? `${name} (you)` : name,
          printed(points),
        ]),
      );
      await assertNotReloaded(page);
    }

    // What ops say of a fan reaches the leaderboard and the leagues of a match that is over.
    const { uid: anasUid } = await entryOf(firestore.db, id, 'Ana');
    await direct('maskName', anasUid);
    await ben.getByTestId('league').getByText(maskedName(anasUid), { exact: true }).waitFor();
    await row.getByText(`${maskedName(anasUid)} (you)`).waitFor();
    const { top } = (await firestore.db.doc(`contests/${id}/live/leaderboard`).get()).data() as Leaderboard;
    const best = top.find(({ uid }) => uid.startsWith('fan')) ?? assert.fail();
    const bestRow = ana.getByTestId('leaderboard').getByText(maskedName(best.uid), { exact: true });
    await direct('maskName', best.uid);
    await bestRow.waitFor();
    await direct('eraseFan', best.uid);
    await bestRow.waitFor({ state: 'detached' });
    await untilDocument(
      firestore.db,
      `contests/${id}/live/standings`,
      (standings) => standings.get('entries') === INVENTED_FANS + 1,
    );
    assert.deepEqual([...errors, ...bensErrors], []);
    await Promise.all([ana.close(), ben.close()]);
  });

  it('takes a fan through a football match on a phone', async () => {
    const script = startingAt(demoFootball(), new Date(Date.now() + DAY_MS));
    const { id } = script.match;
    const { page, errors } = await openBeforeTheMatch(`matches/${id}/fantasy`, 'no-contest', 360);
    let contest: Contest | undefined;
    await play(script, 400, async (opened) => {
      contest = opened;
      await pickTeam(page, opened, teamMaker(opened, seededRandom(3))(), 'Cleo');
      await page.getByTestId('save-team').click();
      await page.getByTestId('receipt').waitFor();
      await untilDocument(
        firestore.db,
        `contests/${id}/live/standings`,
        (standings) => standings.get('entries') === INVENTED_FANS + 1,
      );
      await recordShown(page);
    });
    assert.ok(contest);
    await untilEvent(page, rowsOf(script).events.length);
    const { points, rank } = await assertEnding(page, firestore.db, script, contest, 'Cleo');
    const shown = new Set((await shownIn(page)).map((each) => each.points));
    assert.ok(shown.size > 5, `points moved: ${[...shown].join(' ')}`);

    await page.getByRole('tab', { name: 'Board' }).click();
    const row = card(page, 'Leaderboard').getByTestId('my-row');
    assert.deepEqual(
      [await row.locator('.rank').textContent(), await row.locator('strong').textContent()],
      [String(rank), printed(points)],
    );
    assert.equal(await overflowOf(page), 0, 'nothing sticks out');
    await assertNotReloaded(page);
    assert.deepEqual(errors, []);
    await page.close();
  });
});
