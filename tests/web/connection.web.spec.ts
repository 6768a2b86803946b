import assert from 'node:assert/strict';
import { type Page as ServedPage, startPage } from '@fanfold/emulators/page/page';
import { freePort } from '@fanfold/emulators/ports';
import { demoFootball } from '@fanfold/replay/demo-football';
import { rowsOf } from '@fanfold/replay/script';
import { type MatchView, foldMatch } from '@fanfold/game/match';
import type { Browser, Page } from 'playwright-core';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { openPage, startBrowser } from './browser.ts';

/** The page against documents alone; what writes them is tested elsewhere. */
describe('the page and its connection', () => {
  const view = foldMatch(rowsOf(demoFootball())) as MatchView;
  let firestore: TestFirestore;
  let served: ServedPage;
  let browser: Browser;

  before(async () => {
    firestore = openFirestore();
    const { projectId } = firestore;
    const env = {
      FIRESTORE_EMULATOR_HOST: process.env['FIRESTORE_EMULATOR_HOST'] ?? '',
      FIREBASE_AUTH_EMULATOR_HOST: process.env['FIREBASE_AUTH_EMULATOR_HOST'] ?? '',
    };
    served = await startPage({ port: await freePort(), projectId, env });
    browser = await startBrowser();
  });
  after(async () => {
    await browser.close();
    await served.part.stop();
    await firestore.close();
  });
  beforeEach(() => firestore.clear());

  async function publish(rev: number, home: string): Promise<void> {
    const batch = firestore.db.batch();
    const match = firestore.db.doc('matches/m');
    const scoreLine = { ...view.scorecard.scoreLine, score: { ...view.header.score, home } };
    batch.set(match, { ...view.header, ...scoreLine, rev });
    batch.set(match.collection('live').doc('scorecard'), { ...view.scorecard, scoreLine, rev });
    await batch.commit();
  }

  const connection = (page: Page, words: string) => page.getByTestId('connection').getByText(words).waitFor();

  it('keeps what is shown while offline, says so, and catches up by itself', async () => {
    await publish(1, '4');
    const { page } = await openPage(browser, `${served.url}matches/m`, 390, 844);
    const score = page.getByTestId('score-home');
    await score.getByText('4', { exact: true }).waitFor();
    await connection(page, 'Live');

    await page.context().setOffline(true);
    await connection(page, 'Offline');
    assert.equal(await score.textContent(), '4');
    await publish(2, '5');

    await page.context().setOffline(false);
    await score.getByText('5', { exact: true }).waitFor();
    await connection(page, 'Live');
    await page.close();
  });

  it('asserts that there is no match only when the server has said so', async () => {
    const { page, errors } = await openPage(browser, `${served.url}matches/nobody-plays`, 390, 844);
    await page.getByTestId('no-match').waitFor();
    await page.getByRole('link', { name: 'See all matches' }).click();
    await page.getByText('No matches yet').waitFor();
    await publish(1, '4');
    await page.getByTestId('match-card').waitFor();
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('says in words that nobody can be signed in, and mends by itself', async () => {
    const { page } = await openPage(browser, 'about:blank', 390, 844);
    const authHost = new RegExp(`^http://${process.env['FIREBASE_AUTH_EMULATOR_HOST'] ?? ''}/`);
    await page.route(authHost, (route) => route.abort());
    await publish(1, '4');
    await page.goto(`${served.url}matches/m`);
    await page.getByTestId('trouble').getByText('The server cannot be reached.').waitFor();
    await page.unroute(authHost);
    await connection(page, 'Live');
    assert.equal(await page.getByTestId('trouble').count(), 0);
    await page.close();
  });

  it('knows no page at another address', async () => {
    const { page, errors } = await openPage(browser, `${served.url}teams/x`, 390, 844);
    await page.getByText('There is no such page').waitFor();
    assert.deepEqual(errors, []);
    await page.close();
  });
});
