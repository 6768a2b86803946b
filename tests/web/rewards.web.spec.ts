import assert from 'node:assert/strict';
import { demoTerms } from '@fanfold/emulators/fans/demo-brand';
import { GRANTS_TOPIC, type Grant, publishAll } from '@fanfold/kit/messages';
import { LEDGER_HEALTH, type LedgerHealth, auditLedger } from '@fanfold/rewards/audit/audit-ledger';
import { newRound } from '@fanfold/rewards/audit/audit-round';
import { postingPath } from '@fanfold/rewards/ledger/documents';
import { PubSub } from '@google-cloud/pubsub';
import { type App, deleteApp, initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import type { Page } from 'playwright-core';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { assertNotReloaded, overflowOf } from './browser.ts';
import { type WebStack, startWebStack } from './web-stack.ts';

const CODES = ['TEA-0001', 'TEA-0002'];

describe('coins and coupons in Chromium', () => {
  let firestore: TestFirestore;
  let stack: WebStack | undefined;
  let app: App;
  let pubsub: PubSub;

  before(async () => {
    // The Auth emulator signs for the project that it was started with.
    const projectId = process.env['GCLOUD_PROJECT'] ?? '';
    firestore = openFirestore(projectId);
    await firestore.clear();
    app = initializeApp({ projectId }, 'rewards');
    pubsub = new PubSub({ projectId });
    stack = await startWebStack({ database: 'fanfold_rewards_web_test', projectId, services: ['rewards'] });
  });
  after(async () => {
    await stack?.stop();
    await pubsub.close();
    await deleteApp(app);
    await firestore.close();
  });

  const uids = async () => (await getAuth(app).listUsers()).users.map(({ uid }) => uid);

  /** Opens a page as a new fan. */
  async function openAsNew(path: string, width: number, shown: string) {
    const known = await uids();
    const opened = await (stack as WebStack).open(path, width);
    await opened.page.getByTestId(shown).waitFor();
    // A page may be shown before its fan is signed in.
    for (;;) {
      const [uid] = (await uids()).filter((each) => !known.includes(each));
      if (uid) return { ...opened, uid };
    }
  }

  const campaign = (page: Page, id: string) => page.locator(`[data-testid=campaign][data-campaign=${id}]`);
  const outcome = (page: Page, id: string, text: string) =>
    campaign(page, id).getByTestId('redeem-outcome').getByText(text).waitFor();

  async function redeem(page: Page, id: string): Promise<void> {
    await campaign(page, id).getByTestId('redeem').click();
    await campaign(page, id).getByTestId('confirm-redeem').click();
  }

  /** An audit under way, and one that finds a past that was changed. */
  async function auditIsSeen(page: Page, uid: string): Promise<void> {
    const { db } = firestore;
    const now = () => new Date();
    const running = { ...newRound(), wallets: 1_200, postings: 3_456, startedAt: now().toISOString() };
    await db.doc(LEDGER_HEALTH).set({ at: running.startedAt, running, ended: null } satisfies LedgerHealth);
    await page.getByTestId('audit-running').getByText('1,200 wallets and 3,456 postings so far').waitFor();
    await db.doc(postingPath(uid, 'fantasy:web')).update({ at: '2026-01-01T00:00:00.000Z' });
    await db.doc(LEDGER_HEALTH).delete();
    await auditLedger(db, now, () => true);
    await page.getByTestId('audit-ended').getByText('1 wallet differs').waitFor();
    const difference = page.getByTestId('audit-differences').getByRole('listitem').filter({ hasText: uid });
    await difference.getByText('posting fantasy:web was changed after it was booked').waitFor();
    assert.equal(await page.getByTestId('audit-running').count(), 0);
  }

  it('are won, spent and seen by an operator', async () => {
    const ops = await openAsNew('ops/rewards', 1280, 'not-ops');
    await getAuth(app).setCustomUserClaims(ops.uid, { ops: true });
    await ops.page.reload();
    await ops.page.getByTestId('create-campaign').waitFor();
    await createCampaign(ops.page);
    await importCodes(ops.page);

    const ana = await openAsNew('wallet', 390, 'balance');
    await ana.page.getByTestId('balance').getByText('0 coins').waitFor();
    const body = { matchId: 'm', rank: 3, of: 1204 };
    const grant: Grant = { v: 1, id: 'fantasy:web', uid: ana.uid, amount: 900, reason: 'fantasy.prize', body };
    await publishAll(pubsub, GRANTS_TOPIC, [grant, grant]);
    await ana.page.getByTestId('balance').getByText('900 coins').waitFor();
    await ana.page.getByTestId('statement').getByText('3rd of 1,204').waitFor();

    await ana.page.getByRole('link', { name: 'Coupons' }).click();
    await campaign(ana.page, 'web-tea').getByTestId('stock').getByText('2 of 2 left').waitFor();
    await redeem(ana.page, 'web-tea');
    await outcome(ana.page, 'web-tea', 'Yours!');
    const code = await campaign(ana.page, 'web-tea').getByTestId('coupon-code').textContent();
    assert.ok(CODES.includes(code ?? ''), String(code));
    await campaign(ana.page, 'web-tea').getByTestId('stock').getByText('1 of 2 left').waitFor();
    await redeem(ana.page, 'web-tea');
    await outcome(ana.page, 'web-tea', 'as many of these as a fan may have');
    assert.ok((await overflowOf(ana.page)) <= 0, 'nothing sticks out on a phone');

    await ana.page.getByRole('tab', { name: 'Mine' }).click();
    const mine = ana.page.locator('[data-testid=my-coupon][data-status=fulfilled]');
    await mine.getByTestId('show-code').click();
    assert.equal(await mine.getByTestId('coupon-code').textContent(), code);
    await mine.getByTestId('used').check();
    await mine.getByTestId('report').click();
    await mine.getByTestId('report-text').fill('The till did not know it');
    await mine.getByTestId('report-send').click();
    await mine.getByText('You have told us').waitFor();

    await editCampaign(ops.page);
    const ben = await openAsNew('coupons', 390, 'coupons');
    await campaign(ben.page, 'web-tea').getByTestId('not-on-offer').getByText('450 coins more').waitFor();
    await campaign(ben.page, 'web-tea').getByRole('heading', { name: 'Tea for two' }).waitFor();

    await ops.page.getByTestId('left').getByText('1 of 2').waitFor();
    await ops.page.getByTestId('reports').getByText('The till did not know it').waitFor();
    await ops.page.getByTestId('refund').click();
    await ops.page.getByTestId('confirm-refund').click();
    await ops.page.getByTestId('refund-receipt').getByText('400 coins went back').waitFor();
    await ana.page.locator('[data-testid=my-coupon][data-status=refunded]').waitFor();
    await ana.page.getByTestId('balance').getByText('900 coins').waitFor();
    await ops.page.getByTestId('wallet-uid').fill(ana.uid);
    await ops.page.getByTestId('find-wallet').click();
    await ops.page.getByTestId('statement').getByText('fantasy:web').waitFor();

    const batch = ops.page.getByTestId('batches').getByRole('listitem');
    await batch.getByText('2 imported, 1 with fans').waitFor();
    await batch.getByTestId('void').click();
    await batch.getByTestId('confirm-void').click();
    await ops.page.locator('[data-testid=batches] [data-void=true]').waitFor();
    await auditIsSeen(ops.page, ana.uid);

    await assertNotReloaded(ana.page);
    const expected = (text: string) => text.includes('400');
    assert.deepEqual(
      [...ops.errors, ...ana.errors, ...ben.errors].filter((text) => !expected(text)),
      [],
    );
    for (const { page } of [ops, ana, ben]) await page.close();
  });
});

async function createCampaign(ops: Page): Promise<void> {
  const { brand, title, picture, terms } = demoTerms(Date.now());
  const fill = (field: string, text: string) => ops.getByTestId(`campaign-${field}`).fill(text);
  await fill('campaignId', 'web-tea');
  await fill('brand', brand);
  await fill('title', title);
  await fill('picture', picture);
  await fill('terms', terms);
  await fill('price', '400');
  await fill('opensAt', '2026-01-01T00:00');
  await fill('closesAt', '2025-01-01T00:00');
  await ops.getByTestId('create-reason').fill('A spec');
  await ops.getByTestId('create-campaign').click();
  await ops.getByTestId('create-refusal').getByText('These times make no sense').waitFor();
  await fill('closesAt', '2099-01-01T00:00');
  await ops.getByTestId('create-campaign').click();
  await ops.getByTestId('create-receipt').getByText('The campaign is draft').waitFor();
}

async function editCampaign(ops: Page): Promise<void> {
  await ops.getByTestId('edit').click();
  await ops.getByTestId('edit-title').fill('Tea for two');
  await ops.getByTestId('edit-price').fill('450');
  await ops.getByTestId('save-edit').click();
  await ops.getByTestId('campaign-receipt').getByText('at 450 coins').waitFor();
}

async function importCodes(ops: Page): Promise<void> {
  await ops.locator('tr[data-campaign=web-tea]').getByRole('button').click();
  await ops.getByTestId('campaign-reason').fill('A spec');
  const send = async (lines: readonly string[]) => {
    const buffer = Buffer.from(['code', ...lines, ''].join('\n'));
    await ops.getByTestId('codes-file').setInputFiles({ name: 'codes.csv', mimeType: 'text/csv', buffer });
    await ops.getByTestId('codes-units').fill(String(lines.length));
    await ops.getByTestId('import').click();
  };
  await send(['TEA-0001', '=1+1', 'TEA-0001']);
  await ops.getByTestId('campaign-refusal').getByText('Line 3: it begins like a formula').waitFor();
  await ops.getByTestId('campaign-refusal').getByText('Line 4: the same code as in line 2.').waitFor();
  await send(CODES);
  await ops.getByTestId('campaign-receipt').getByText('with 2 codes').waitFor();
  await ops.getByTestId('start').click();
  await ops.getByTestId('confirm-start').click();
  await ops.getByTestId('campaign-receipt').getByText('The campaign is live').waitFor();
}
