// An administrator founds a body, changes it and leads it through its life; its coordinator changes what it is about.
import { bodyId, expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../support/journey.ts';
import { unique } from '../support/people.ts';

test('an administrator founds a group, suspends it for a reason and dissolves it', async ({ page }) => {
  const name = unique('Grupa ds. prób ');
  const send = page.locator('dialog[open] button[type=submit]');
  await signIn(page, 'maria.admin');
  await page.goto('/groups');
  await page.locator('.page-action button').click();
  await send.click();
  await expect(page.locator('dialog[open] #error-summary')).toBeFocused();
  await page.locator('#body-name').fill(name);
  await page.locator('#body-label').selectOption('thematic');
  await page.locator('#body-areas').fill('piecza zastępcza\nasystentura');
  await page.locator('#body-parent').selectOption({ label: 'Rada Regionalnej Platformy Współpracy' });
  await page.locator('#body-since').fill('wczoraj');
  await send.click();
  await expect(page.locator('#body-since-error')).toBeVisible();
  await page.locator('#body-since').fill('2.1.2026');
  await page.setViewportSize({ width: 320, height: 740 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await expectAccessible(page);
  await send.click();
  await expect(page).toHaveURL(/\/groups\/[0-9a-f-]+$/);
  await expect(page.locator('h1')).toHaveText(name);
  await expect(page.locator('.facts')).toContainText('grupa tematyczna');
  await expect(page.locator('main')).toContainText('piecza zastępcza, asystentura');

  await page.getByRole('button', { name: 'Zmień dane organu' }).click();
  await page.locator('#body-name').fill(`${name} bis`);
  await page.locator('#body-parent').selectOption('');
  await send.click();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await expect(page.locator('h1')).toHaveText(`${name} bis`);

  await page.getByRole('button', { name: 'Zawieś' }).click();
  await send.click();
  await expect(page.locator('#life-reason-error')).toHaveText(/Podaj powód/);
  await page.locator('#life-reason').fill('Przerwa w pracy koordynatora');
  await send.click();
  await expect(page.locator('.facts')).toContainText('zawieszona');
  await page.getByRole('button', { name: 'Wznów działanie' }).click();
  await send.click();
  await expect(page.locator('.facts')).toContainText('działa');
  await page.getByRole('button', { name: 'Rozwiąż' }).click();
  await expect(page.locator('dialog[open] .note')).toContainText('nie można cofnąć');
  await page.locator('#life-day').fill('31.12.2025');
  await page.locator('#life-reason').fill('Zadania przejęła inna grupa');
  await send.click();
  await expect(page.locator('#life-day-error')).toBeVisible();
  await page.locator('#life-day').fill('3.1.2026');
  await send.click();
  await expect(page.locator('.facts')).toContainText('zakończona');
  await expect(page.getByRole('button', { name: 'Wznów działanie' })).toHaveCount(0);

  const id = page.url().split('/').pop();
  await page.goto(`/admin/audit?object=${id}`);
  const event = (words: string) => page.locator('.rows > li', { hasText: words }).first();
  await expect(event('rozwiązano')).toContainText('Zadania przejęła inna grupa');
  await expect(event('Przerwa w pracy koordynatora')).toContainText('powód');
  await expect(event(`${name} bis`)).toContainText('nazwa');
  await expectAccessible(page);
});

test('a coordinator changes what the group is about, but not its place', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await page.goto(`/groups/${await bodyId(page, 'wspierania rodziny')}`);
  await page.getByRole('button', { name: 'Zmień dane organu' }).click();
  await expect(page.locator('#body-name')).toHaveValue('Grupa robocza ds. wspierania rodziny');
  await expect(page.locator('#body-parent')).toHaveCount(0);
  await page.locator('#body-areas').fill('wspieranie rodziny');
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await expect(page.locator('main')).toContainText('wspieranie rodziny');
  await expect(page.getByRole('button', { name: 'Zawieś' })).toHaveCount(0);
});
