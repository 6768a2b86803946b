import assert from 'node:assert/strict';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { demoFootball } from '@fanfold/replay/demo-football';
import { playMatches } from '@fanfold/replay/play';
import { type MatchScript, rowsOf } from '@fanfold/replay/script';
import { foldMatch } from '@fanfold/game/match';
import type { Page } from 'playwright-core';
import { type OpenPage, assertNotReloaded, overflowOf, textOf } from './browser.ts';
import { type WebStack, startWebStack } from './web-stack.ts';

describe('the page in Chromium, from MySQL to the screen', () => {
  let stack: WebStack | undefined;
  const web = () => stack as WebStack;

  before(async () => {
    const projectId = `demo-web-${process.pid}`;
    stack = await startWebStack({ database: 'fanfold_web_test', projectId, services: ['scorecards'] });
  });
  after(() => stack?.stop());

  async function openBeforeTheMatch(script: MatchScript, width: number): Promise<OpenPage> {
    const opened = await web().open(`matches/${script.match.id}`, width);
    await opened.page.getByTestId('no-match').waitFor();
    return opened;
  }

  function play(script: MatchScript): Promise<void> {
    const { mysqlUrl } = web();
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
    await assertNotReloaded(page);
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
    assert.equal(await overflowOf(page), 0, 'nothing sticks out at phone width');
    await assertNotReloaded(page);
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('lists the matches and leads to one', async () => {
    const { page, errors } = await web().open('', 1280);
    const cards = page.getByTestId('match-card');
    await cards.nth(1).waitFor();
    assert.equal(await cards.count(), 2);
    await cards.first().click();
    await page.getByTestId('score-home').waitFor();
    assert.deepEqual(errors, []);
    await page.close();
  });
});
