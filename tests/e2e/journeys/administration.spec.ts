// An administrator makes an account and a service account and finds both in the audit.
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../support/journey.ts';
import { unique } from '../support/people.ts';

test('an administrator makes accounts and finds them in the audit', async ({ page }) => {
  const name = unique('zofia.');
  await signIn(page, 'maria.admin');
  await page.goto('/admin/accounts');
  await expect(page.locator('.row', { hasText: 'anna.kowal' })).toBeVisible();
  await expectAccessible(page);
  await page.locator('.page-action button').click();
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page.locator('dialog[open] #error-summary')).toBeFocused();
  await page.locator('#account-name').fill(name);
  await page.locator('#account-display').fill(`Zofia Żbik ${name}`);
  await page.locator('#account-password').fill('kotlet-schabowy-77');
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await page.locator('#search-accounts').fill('zofia zbik');
  await page.locator('form[role=search] button[type=submit]').click();
  const row = page.locator('.row', { hasText: name });
  await expect(row).toContainText('czynne');
  await expect(page.locator('.row', { hasText: 'anna.kowal' })).toHaveCount(0);

  await row.getByRole('button', { name: 'Role' }).click();
  await page.locator('#role-body').selectOption({ label: 'Rada Regionalnej Platformy Współpracy' });
  await page.locator('dialog[open] form button[type=submit]').click();
  await expect(page.locator('dialog[open] .row')).toContainText('Rada Regionalnej Platformy Współpracy');
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: 'Zablokuj' }).click();
  await expect(row).toContainText('zablokowane');
  await row.getByRole('link', { name: 'Historia' }).click();
  await expect(page).toHaveURL(/\/admin\/audit\?object=/);
  const event = (words: string) => page.locator('.rows > li', { hasText: words });
  await expect(event('utworzono').first()).toContainText('Maria Admin');
  await expect(event('disabled').first()).toContainText('true');
  await expectAccessible(page);

  await page.goto('/admin/service-accounts');
  await page.locator('.page-action button').click();
  await page.locator('#service-name').fill(`Strona ${name}`);
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page.locator('dialog[open] #error-summary')).toBeFocused();
  await page.locator('#service-scopes').check();
  await page.locator('#service-until').fill('31.12.2027');
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page.locator('#service-key')).toHaveText(/^obr_/);
  await page.getByRole('button', { name: 'Klucz jest zapisany' }).click();
  const service = page.locator('.row', { hasText: `Strona ${name}` });
  await expect(service).toContainText('agenda:read');
  await expect(page.locator('#service-key')).toHaveCount(0);
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.goto('/admin/audit');
  await page.locator('#audit-kind').selectOption('service_account');
  await page.locator('form[role=search] button[type=submit]').click();
  await expect(page).toHaveURL(/kind=service_account/);
  await expect(event(`Strona ${name}`).first()).toContainText('utworzono');
  await page.goto('/admin/service-accounts');
  await service.getByRole('button', { name: 'Unieważnij' }).click();
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(service).toHaveCount(0);
});
