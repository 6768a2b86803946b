import assert from 'node:assert/strict';
import { seedEntries } from '@fanfold/emulators/fans/seed-entries';
import { teamMaker } from '@fanfold/emulators/fans/teams';
import { applySchema } from '@fanfold/emulators/mysql/server';
import { startPage } from '@fanfold/emulators/page/page';
import { freePort } from '@fanfold/emulators/ports';
import { demoCricket } from '@fanfold/emulators/replay/demo-cricket';
import { demoFootball } from '@fanfold/emulators/replay/demo-football';
import { playMatches } from '@fanfold/emulators/replay/play';
import { seededRandom } from '@fanfold/emulators/replay/random';
import { type MatchScript, rowsOf, startingAt } from '@fanfold/emulators/replay/script';
import { startConnector } from '@fanfold/emulators/stack/connector';
import { startServices } from '@fanfold/emulators/stack/services';
import {
  type Contest,
  type Entry,
  type RankTable,
  type Team,
  pointsTimeline,
  prizeOf,
  rankOf,
  rankTable,
  scoreEntry,
} from '@fanfold/game/fantasy';
import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { createConnection } from 'mysql2/promise';
import type { Browser, Page } from 'playwright-core';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { openPage, startBrowser } from './browser.ts';
import { card, overflowOf, pickTeam, recordShown, rowsIn, shownIn, untilEvent } from './fantasy-fan.ts';

const DATABASE = 'fanfold_fantasy_web_test';
const INVENTED_FANS = 200;
const DAY_MS = 24 * 3600 * 1000;
const MARK = 'opened before the match';

/** How an entry of Firestore ended, by brute force over all of them. */
interface Ending {
  points: number;
  rank: number;
  of: number;
  table: RankTable;
}

describe('fantasy in Chromium, from a picked team to coins', function () {
  this.timeout(240_000);
  const env = Object.fromEntries(
    ['FIRESTORE_EMULATOR_HOST', 'FIREBASE_AUTH_EMULATOR_HOST', 'PUBSUB_EMULATOR_HOST'].map((name) => [
      name,
      process.env[name] ?? '',
    ]),
  );
  const mysqlServer = process.env['MYSQL_URL'] ?? '';
  const stops: (() => Promise<unknown>)[] = [];
  // The Auth emulator signs for the project that it was started with.
  const projectId = process.env['GCLOUD_PROJECT'] ?? '';
  let firestore: TestFirestore;
  let browser: Browser;
  let url: string;

  before(async () => {
    // What an earlier run has left there.
    const connection = await createConnection({ uri: mysqlServer });
    await connection.query('DROP DATABASE IF EXISTS ??', [DATABASE]);
    await connection.end();
    await applySchema(mysqlServer, DATABASE);
    firestore = openFirestore(projectId);
    stops.push(() => firestore.close());
    await firestore.clear();
    const host = await startServices({ projectId, env, only: ['scorecards', 'fantasy'] });
    stops.push(host.stop);
    assert.deepEqual([...host.failed], []);
    const connector = await startConnector({ mysqlUrl: mysqlServer, database: DATABASE, projectId, env });
    stops.push(() => connector.part.stop());
    const served = await startPage({ port: await freePort(), projectId, env, callsHost: host.callsHost });
    stops.push(() => served.part.stop());
    url = served.url;
    browser = await startBrowser();
    stops.push(() => browser.close());
  });
  after(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  /** Each page is of a browser context of its own: another fan. */
  async function openBeforeTheMatch(path: string, testId: string, width: number) {
    const opened = await openPage(browser, `${url}${path}`, width, 844);
    await opened.page.getByTestId(testId).waitFor();
    await opened.page.evaluate((mark) => Object.assign(window, { mark }), MARK);
    return opened;
  }

  /** Plays a match; `before` happens when it is announced and the invented fans are ranked, and goes on when it resolves. */
  function play(script: MatchScript, speed: number, before: (contest: Contest) => Promise<void>): Promise<void> {
    const { match, squads } = script;
    return playMatches([script], {
      mysqlUrl: `${mysqlServer}/${DATABASE}`,
      speed,
      signal: new AbortController().signal,
      onAnnounced: async () => {
        const opened = await until(
          `contests/${match.id}`,
          (contest) => (contest.get('players') as unknown[] | undefined)?.length === squads.length,
        );
        const contest = opened.data() as Contest;
        await seedEntries(firestore.db, match.id, contest, INVENTED_FANS);
        await before(contest);
      },
    });
  }

  /** The document when it is so. */
  function until(path: string, isSo: (snapshot: DocumentSnapshot) => boolean): Promise<DocumentSnapshot> {
    return new Promise((done, fail) => {
      const stop = firestore.db.doc(path).onSnapshot((snapshot) => {
        if (!isSo(snapshot)) return;
        stop();
        done(snapshot);
      }, fail);
    });
  }

  async function entriesOf(contestId: string): Promise<Map<string, Entry & Team & { name: string; revision: number }>> {
    const { docs } = await firestore.db.collection(`contests/${contestId}/entries`).get();
    return new Map(docs.map((entry) => [entry.id, entry.data() as Entry & Team & { name: string; revision: number }]));
  }

  async function entryIdOf(contestId: string, fan: string): Promise<string> {
    const found = [...(await entriesOf(contestId))].filter(([, { name }]) => name === fan);
    assert.equal(found.length, 1, `one entry of ${fan}`);
    return (found[0] as [string, unknown])[0];
  }

  async function endingOf(script: MatchScript, contest: Contest, entryId: string): Promise<Ending> {
    const timeline = pointsTimeline(rowsOf(script), contest.scoring);
    const entries = await entriesOf(script.match.id);
    const table = rankTable([...entries.values()].map((entry) => scoreEntry(entry, timeline)));
    const points = scoreEntry(entries.get(entryId) as Entry, timeline);
    return { points, rank: rankOf(table, points).rank, of: entries.size, table };
  }

  /** That the page, after the match, shows a fan what the rows say; and what it says he has won. */
  async function assertEnding(page: Page, script: MatchScript, contest: Contest, entryId: string): Promise<Ending> {
    await page.getByTestId('my-result').waitFor();
    const ending = await endingOf(script, contest, entryId);
    const { points, rank, of, table } = ending;
    assert.equal(await textOf(page, 'my-points'), printed(points));
    assert.equal(await textOf(page, 'my-rank'), String(rank));
    assert.equal(await textOf(page, 'my-of'), String(of));
    assert.equal(await textOf(page, 'why-total'), printed(points));
    const parts = await page
      .getByTestId('why-player-points')
      .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('data-points'))));
    assert.equal(parts.length, contest.rules.picks);
    assert.equal(
      parts.reduce((sum, part) => sum + part, 0),
      points,
    );

    const result = await firestore.db.doc(`contests/${script.match.id}/results/${entryId}`).get();
    const coins = result.get('coins') as number;
    assert.ok(
      [false, true].some((drawn) => coins === prizeOf(contest.prizes, table, points, drawn)),
      `${coins} coins are the prize of rank ${rank}`,
    );
    const words = await textOf(page, 'my-result');
    assert.equal(words, `Final: rank ${rank} of ${of} · ${coins.toLocaleString('en')} coins`);
    return ending;
  }

  const assertNoReload = async (page: Page) =>
    assert.equal(await page.evaluate(() => (window as unknown as { mark: string }).mark), MARK, 'no reload');

  it('takes two fans and their league through a cricket match', async () => {
    const script = startingAt(demoCricket(), new Date(Date.now() + DAY_MS));
    const { id } = script.match;
    const events = rowsOf(script).events.length;
    const { page: ana, errors } = await openBeforeTheMatch(`matches/${id}/fantasy`, 'no-contest', 1280);
    const { page: ben, errors: bensErrors } = await openBeforeTheMatch(`matches/${id}`, 'no-match', 360);

    const announced = new Promise<Contest>((resolve, reject) => {
      const playing = play(script, 250, async (opened) => {
        await beforeTheMatch(opened);
        resolve(opened);
      });
      stops.push(() => playing.catch(() => undefined));
      playing.catch(reject);
    });

    async function beforeTheMatch(opened: Contest) {
      const makeTeam = teamMaker(opened, seededRandom(7));
      const [anasTeam, bensTeam] = [makeTeam(), makeTeam()];
      await pickTeam(ana, opened, anasTeam, 'Ana');
      await ana.getByTestId('save-team').click();
      await ana.getByTestId('receipt').getByText('revision 1').waitFor();
      const saved = (await entriesOf(id)).get(await entryIdOf(id, 'Ana'));
      assert.deepEqual(
        { picks: saved?.picks.map(({ playerId }) => playerId), captain: saved?.captain, vice: saved?.viceCaptain },
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
      await until(`contests/${id}/live/standings`, (standings) => standings.get('entries') === INVENTED_FANS + 2);
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
    const [anasEntry, bensEntry] = [await entryIdOf(id, 'Ana'), await entryIdOf(id, 'Ben')];
    const anas = await assertEnding(ana, script, contest, anasEntry);
    const bens = await assertEnding(ben, script, contest, bensEntry);

    const [powerUp] = (await entriesOf(id)).get(anasEntry)?.powerUps ?? [];
    assert.equal(powerUp?.playerId, powered);
    assert.ok((powerUp?.since.unit ?? 0) > 1, 'the power-up counts from the middle of the match on');

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
      await assertNoReload(page);
    }
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
      await until(`contests/${id}/live/standings`, (standings) => standings.get('entries') === INVENTED_FANS + 1);
      await recordShown(page);
    });
    assert.ok(contest);
    await untilEvent(page, rowsOf(script).events.length);
    const { points, rank } = await assertEnding(page, script, contest, await entryIdOf(id, 'Cleo'));
    const shown = new Set((await shownIn(page)).map((each) => each.points));
    assert.ok(shown.size > 5, `points moved: ${[...shown].join(' ')}`);

    await page.getByRole('tab', { name: 'Board' }).click();
    const row = card(page, 'Leaderboard').getByTestId('my-row');
    assert.deepEqual(
      [await row.locator('.rank').textContent(), await row.locator('strong').textContent()],
      [String(rank), printed(points)],
    );
    assert.equal(await overflowOf(page), 0, 'nothing sticks out');
    await assertNoReload(page);
    assert.deepEqual(errors, []);
    await page.close();
  });
});

async function textOf(page: Page, testId: string): Promise<string> {
  return ((await page.getByTestId(testId).textContent()) ?? '').trim();
}

/** Hundredths of a point as the page prints them. */
function printed(points: number): string {
  return (points / 100).toLocaleString('en', { maximumFractionDigits: 2 });
}
