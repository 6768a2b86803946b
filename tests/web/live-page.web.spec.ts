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

  /** Enters a match, no faster than the page shows it at these events. Returns the home scores that it showed there. */
  async function playInStep(script: MatchScript, page: Page, stops: ReadonlySet<number>): Promise<string[]> {
    const { mysqlUrl } = web();
    const scores: string[] = [];
    const shown = async (event: number) => {
      await page.getByTestId('as-of').getByText(`as of event ${event}`, { exact: true }).waitFor();
      scores.push(await textOf(page, 'score-home'));
    };
    let entered = 0;
    const onCommit = async (_: string, events: number) => {
      if (stops.has(entered)) await shown(entered);
      entered = events;
    };
    await playMatches([script], { mysqlUrl, speed: 0, signal: new AbortController().signal, onCommit });
    await shown(entered);
    return scores;
  }

  /** Events of a match after each of which another score stands than before, of one team or the other. */
  function changesOfScore(script: MatchScript): Map<number, string> {
    const { events, ...rows } = rowsOf(script);
    const changes = new Map<number, string>();
    let last = '';
    for (let count = 1; count <= events.length; count++) {
      const { home, away } = foldMatch({ ...rows, events: events.slice(0, count) })?.header.score ?? {};
      if (`${home} ${away}` !== last) changes.set(count, String(home));
      last = `${home} ${away}`;
    }
    return changes;
  }

  it('shows a cricket match as it is scored, without a reload', async () => {
    const script = demoCricket();
    const { page, errors } = await openBeforeTheMatch(script, 1280);
    const view = foldMatch(rowsOf(script));
    assert.ok(view?.scorecard.sport === 'cricket');

    // A stop in every two dozen events whose runs the page must show.
    const changes = [...changesOfScore(script)].filter((_, at) => at % 24 === 0);
    const scores = await playInStep(script, page, new Set(changes.map(([event]) => event)));
    assert.deepEqual(scores, [...changes.map(([, home]) => home), view.header.score.home]);
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

    const changes = changesOfScore(script);
    const scores = await playInStep(script, page, new Set(changes.keys()));
    assert.deepEqual(scores, [...changes.values(), view.header.score.home]);
    assert.deepEqual([...new Set(scores)], ['0', '1', '2', '3', '4', '5']);
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
