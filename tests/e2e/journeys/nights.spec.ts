// An administrator looks what the server did at night: what is due next, what was done, what failed.
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../support/journey.ts';

const RUNS = /\/api\/v1\/scheduled-runs/;

const run = (id: number, more: object) => ({
  id: `0193a1c2-7f00-7000-8000-00000000000${id}`,
  task: 'retention',
  night: '2026-11-24',
  started_at: '2026-11-24T01:30:00Z',
  ended_at: '2026-11-24T01:33:20Z',
  state: 'done',
  attempts: 1,
  counts: [],
  ...more,
});

test('an administrator sees what is due next and what was done', async ({ page }) => {
  await signIn(page, 'maria.admin');
  await page.goto('/admin/audit');
  await page.getByRole('link', { name: 'Prace nocne' }).click();
  await expect(page).toHaveURL(/\/admin\/nightly-work$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Prace nocne');
  await expect(page.locator('main')).toContainText('Europe/Warsaw');
  // The server makes good at its start what was due before.
  const row = page.locator('.rows > li', { hasText: 'Usuwanie danych po terminie' }).first();
  await expect(row).toContainText(/wykonano|trwa/);
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page);
});

test('what failed says why, and what was counted is named', async ({ page }) => {
  await page.route(RUNS, (route) => {
    const second = new URL(route.request().url()).searchParams.has('cursor');
    const items = second
      ? [run(4, { night: '2026-11-21', attempts: 2 })]
      : [
          run(1, { state: 'running', ended_at: undefined }),
          run(2, { counts: [{ name: 'sign_ins', count: 12 }, { name: 'done_jobs', count: 0 }] }),
          run(3, { task: 'copy', state: 'failed', error: 'the disk is full' }),
        ];
    return route.fulfill({ json: second ? { items } : { items, next: 'more' } });
  });
  await signIn(page, 'maria.admin');
  await page.goto('/admin/nightly-work');
  const rows = page.locator('.rows > li');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(0)).toContainText('trwa');
  await expect(rows.nth(1)).toContainText('trwało: 3 min 20 s');
  await expect(rows.nth(1)).toContainText('zakończone logowania: 12');
  await expect(rows.nth(1)).not.toContainText('wysłane powiadomienia');
  await expect(rows.nth(2)).toContainText('Kopia danych');
  await expect(rows.nth(2)).toContainText('the disk is full');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Pokaż więcej' }).click();
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(3)).toContainText('podjęto ponownie po przerwaniu');
  await expect(rows.nth(3)).toContainText('nie było nic do zrobienia');
});

test('nothing yet, and no answer', async ({ page }) => {
  await signIn(page, 'maria.admin');
  let refuse = true;
  await page.route(RUNS, (route) => (refuse ? route.abort('connectionfailed') : route.fulfill({ json: { items: [] } })));
  await page.goto('/admin/nightly-work');
  await expect(page.locator('.note.danger')).toBeVisible();
  await expect(page.locator('main')).toContainText('Usuwanie danych po terminie');
  refuse = false;
  await page.locator('.note.danger button').click();
  await expect(page.locator('.empty')).toBeVisible();
});
