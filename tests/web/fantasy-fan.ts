import assert from 'node:assert/strict';
import type { Contest, ContestPlayer, Team } from '@fanfold/game/fantasy';
import type { Locator, Page } from 'playwright-core';

/** Points and rank as the page showed them together. */
export interface Shown {
  seq: number;
  points: string;
  rank: string;
}

/** Puts a team together on the page, and sees at each step what is left and that it cannot be saved before it is one. */
export async function pickTeam(page: Page, contest: Contest, { picks, captain, viceCaptain }: Team, name: string) {
  const playerOf = (id: string) => contest.players.find((player) => player.id === id) as ContestPlayer;
  const nameOf = (id: string) => playerOf(id).name;
  const save = page.getByTestId('save-team');
  let left = contest.rules.budget;
  for (const [at, id] of picks.entries()) {
    await page.getByRole('button', { name: `Pick ${nameOf(id)}`, exact: true }).click();
    left -= playerOf(id).price;
    await page
      .getByTestId('pick-count')
      .getByText(`${at + 1} / ${contest.rules.picks}`)
      .waitFor();
    assert.equal(await page.getByTestId('budget-left').textContent(), (left / 10).toFixed(1));
    assert.ok(await save.isDisabled(), `cannot be saved with ${at + 1} players`);
  }
  await page.getByTestId('problems').getByText('Choose a captain').waitFor();
  for (const id of [captain, viceCaptain]) {
    assert.ok(await save.isDisabled(), 'cannot be saved without armbands');
    await page.getByRole('button', { name: `${nameOf(id)}: make captain or vice-captain` }).click();
  }
  await page.getByTestId('problems').getByText('how you want to be called').waitFor();
  assert.ok(await save.isDisabled(), 'cannot be saved without a name');
  await page.getByTestId('fan-name').fill(name);
  await page.getByTestId('problems').waitFor({ state: 'detached' });
}

/** Keeps in the page every pair of points and rank that it shows from now on. */
export async function recordShown(page: Page): Promise<void> {
  await page.evaluate(() => {
    const shown: { seq: number; points: string; rank: string }[] = [];
    const observer = new MutationObserver(() => {
      const [asOf = '', points = '', rank = ''] = ['as-of', 'my-points', 'my-rank'].map(
        (id) => document.querySelector(`[data-testid=${id}]`)?.textContent ?? '',
      );
      const seq = Number(/\d+/.exec(asOf)?.[0] ?? -1);
      if (seq !== -1) shown.push({ seq, points, rank });
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    Object.assign(window, { shown });
  });
}

export function shownIn(page: Page): Promise<Shown[]> {
  return page.evaluate(() => (window as unknown as { shown: Shown[] }).shown);
}

/** Returns when the page stands on so many events. */
export async function untilEvent(page: Page, seq: number): Promise<void> {
  await page.waitForFunction((wanted) => {
    const text = document.querySelector('[data-testid=as-of]')?.textContent ?? '';
    return Number(/\d+/.exec(text)?.[0] ?? -1) >= wanted;
  }, seq);
}

/** A card of the page by its heading. */
export function card(page: Page, heading: string): Locator {
  return page.locator('section').filter({ has: page.getByRole('heading', { name: heading, exact: true }) });
}

/** Rank, name and points of each row of a table of fans. */
export async function rowsIn(table: Locator): Promise<string[][]> {
  const rows = await table.getByRole('listitem').all();
  return Promise.all(
    rows.map(async (row) => {
      const texts = await Promise.all(['.rank', '.fan', 'strong'].map((part) => row.locator(part).allTextContents()));
      return texts.flat();
    }),
  );
}
