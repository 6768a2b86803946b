import assert from 'node:assert/strict';
import { type Browser, type Page, chromium } from 'playwright-core';

export interface OpenPage {
  page: Page;
  /** What the browser's console said that is an error. */
  errors: string[];
}

/** Chromium as `npm test` found it. */
export function startBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'];
  if (!executablePath) throw new Error('CHROMIUM_PATH is not set; run this by `npm run test:web`');
  // As root Chromium has no sandbox; a container's /dev/shm is small.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** Until something appears on a page. It is for what never does: on a machine with much else to do all is several times slower. */
const PATIENCE_MS = 5 * 60_000;

export async function openPage(browser: Browser, url: string, width: number, height: number): Promise<OpenPage> {
  const page = await browser.newPage({ viewport: { width, height } });
  page.setDefaultTimeout(PATIENCE_MS);
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(url);
  await page.evaluate(() => Object.assign(window, { isAsOpened: true }));
  return { page, errors };
}

/** The page is the one that was opened: whatever has changed on it came by itself. */
export async function assertNotReloaded(page: Page): Promise<void> {
  assert.ok(await page.evaluate(() => 'isAsOpened' in window), 'no reload');
}

export async function textOf(page: Page, testId: string): Promise<string> {
  return ((await page.getByTestId(testId).textContent()) ?? '').trim();
}

/** Pixels by which something sticks out of the screen at its side. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
