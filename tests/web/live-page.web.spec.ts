import assert from 'node:assert/strict';
import type { Host } from '@fanfold/emulators/host/host';
import { applySchema } from '@fanfold/emulators/mysql/server';
import { startPage } from '@fanfold/emulators/page/page';
import { freePort } from '@fanfold/emulators/ports';
import { demoCricket } from '@fanfold/emulators/replay/demo-cricket';
import { demoFootball } from '@fanfold/emulators/replay/demo-football';
import { playMatches } from '@fanfold/emulators/replay/play';
import { type MatchScript, rowsOf } from '@fanfold/emulators/replay/script';
import { startConnector } from '@fanfold/emulators/stack/connector';
import { startServices } from '@fanfold/emulators/stack/services';
import { foldMatch } from '@fanfold/game/match';
import { createConnection } from 'mysql2/promise';
import type { Browser, Page } from 'playwright-core';
import { openPage, startBrowser } from './browser.ts';

const DATABASE = 'fanfold_web_test';
const MARK = 'opened before the match';

describe('the page in Chromium, from MySQL to the screen', function () {
  this.timeout(180_000);
  const projectId = `demo-web-${process.pid}`;
  const env = Object.fromEntries(
    ['FIRESTORE_EMULATOR_HOST', 'FIREBASE_AUTH_EMULATOR_HOST', 'PUBSUB_EMULATOR_HOST'].map((name) => [
      name,
      process.env[name] ?? '',
    ]),
  );
  const mysqlServer = process.env['MYSQL_URL'] ?? '';
  const stops: (() => Promise<unknown>)[] = [];
  let browser: Browser;
  let url: string;

  before(async () => {
    // What an earlier run has left there.
    const connection = await createConnection({ uri: mysqlServer });
    await connection.query('DROP DATABASE IF EXISTS ??', [DATABASE]);
    await connection.end();
    await applySchema(mysqlServer, DATABASE);
    const host: Host = await startServices({ projectId, env, only: ['scorecards'] });
    stops.push(host.stop);
    const connector = await startConnector({ mysqlUrl: mysqlServer, database: DATABASE, projectId, env });
    stops.push(() => connector.part.stop());
    const served = await startPage({ port: await freePort(), projectId, env });
    stops.push(() => served.part.stop());
    url = served.url;
    browser = await startBrowser();
    stops.push(() => browser.close());
  });
  after(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  async function openBeforeTheMatch(script: MatchScript, width: number): Promise<{ page: Page; errors: string[] }> {
    const opened = await openPage(browser, `${url}matches/${script.match.id}`, width, 844);
    await opened.page.getByTestId('no-match').waitFor();
    await opened.page.evaluate((mark) => Object.assign(window, { mark }), MARK);
    return opened;
  }

  function play(script: MatchScript): Promise<void> {
    const mysqlUrl = `${mysqlServer}/${DATABASE}`;
    return playMatches([script], { mysqlUrl, speed: 400, signal: new AbortController().signal });
  }

  /** The scores that the page showed, in order, until the match was over. */
  async function scoresUntilTheEnd(page: Page, events: number): Promise<string[]> {
    const scores: string[] = [];
    for (;;) {
      const score = await textOf(page, 'score-home');
      if (scores.at(-1) !== score) scores.push(score);
      if ((await textOf(page, 'as-of')) === `as of event ${events}`) return scores;
    }
  }

  it('shows a cricket match as it is scored, without a reload', async () => {
    const script = demoCricket();
    const { page, errors } = await openBeforeTheMatch(script, 1280);
    const view = foldMatch(rowsOf(script));
    assert.ok(view?.scorecard.sport === 'cricket');

    const playing = play(script);
    await page.getByTestId('as-of').waitFor();
    const scores = await scoresUntilTheEnd(page, view.scorecard.seq);
    await playing;
    assert.ok(scores.length > 20, `runs appeared one by one: ${scores.join(' ')}`);
    await page
      .getByTestId('result')
      .getByText(view.header.result ?? '')
      .waitFor();
    assert.equal(await textOf(page, 'score-home'), view.header.score.home);
    assert.equal(await textOf(page, 'score-away'), view.header.score.away);
    const innings = view.scorecard.innings.at(-1);
    assert.equal(await textOf(page, 'innings-total'), String(innings?.runs));
    assert.equal(await page.getByTestId('batting-row').count(), innings?.batting.length);
    assert.equal(await page.getByTestId('worm-line').count(), view.scorecard.innings.length);
    assert.ok((await page.locator('[data-testid=moment][data-kind=wicket]').count()) > 0);
    assert.equal(await textOf(page, 'connection'), 'Live');
    assert.equal(await page.evaluate(() => (window as unknown as { mark: string }).mark), MARK, 'no reload');
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('shows a football match on a phone as goals fall, without a reload', async () => {
    const script = demoFootball();
    const { page, errors } = await openBeforeTheMatch(script, 360);
    const view = foldMatch(rowsOf(script));
    assert.ok(view?.scorecard.sport === 'football');

    const playing = play(script);
    await page.getByTestId('as-of').waitFor();
    const scores = await scoresUntilTheEnd(page, view.scorecard.seq);
    await playing;
    assert.deepEqual(
      scores.filter((score) => /^\d+$/.test(score)),
      ['0', '1', '2', '3', '4', '5'],
    );
    await page
      .getByTestId('result')
      .getByText(view.header.result ?? '')
      .waitFor();
    assert.equal(await page.getByTestId('scorers').getByRole('listitem').count(), view.scorecard.goals.length);
    assert.equal(await page.getByTestId('xg-line').count(), 2);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(overflow, 0, 'nothing sticks out at phone width');
    assert.equal(await page.evaluate(() => (window as unknown as { mark: string }).mark), MARK, 'no reload');
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('lists the matches and leads to one', async () => {
    const { page, errors } = await openPage(browser, url, 1280, 844);
    const cards = page.getByTestId('match-card');
    await cards.nth(1).waitFor();
    assert.equal(await cards.count(), 2);
    await cards.first().click();
    await page.getByTestId('score-home').waitFor();
    assert.deepEqual(errors, []);
    await page.close();
  });
});

async function textOf(page: Page, testId: string): Promise<string> {
  return ((await page.getByTestId(testId).textContent()) ?? '').trim();
}
