// A coordinator who goes away: somebody stands in for some days, and in the end gets the group for good.
import { elsewhere, expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../support/journey.ts';
import { account, bearer, group, typedDay, unique } from '../support/people.ts';

test('a coordinator is covered for some days and then hands the group over', async ({ page, browser, server, found }) => {
  const headers = await bearer(page.request, 'maria.admin');
  const [first, second, name] = [unique('halina.'), unique('irena.'), unique('Grupa próbna ')];
  const owner = await account(page.request, headers, first, `Halina ${first}`);
  const other = await account(page.request, headers, second, `Irena ${second}`);
  const body = await group(page.request, headers, name, owner.id);
  const away = await elsewhere(browser, server, found);
  await signIn(page, first);
  await signIn(away, second);
  const mayAdd = (where: typeof page) => where.getByRole('button', { name: 'Dodaj osobę' });

  await page.goto('/account');
  await expect(page.getByRole('link', { name })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Ustal zastępstwo' }).click();
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page.locator('dialog[open] #error-summary')).toBeFocused();
  await page.locator('#cover-who').selectOption(other.id);
  await page.locator('#cover-from').fill(typedDay(0));
  await page.locator('#cover-to').fill(typedDay(1));
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  const row = page.locator('.row', { hasText: `Irena ${second}` });
  await expect(row).toContainText('trwa');

  // Who stands in sees it and has the same rights, until the cover is over.
  await away.goto(`/groups/${body.id}`);
  await expect(mayAdd(away)).toBeVisible();
  await expect(away.locator('.note.info')).toContainText(`Halina ${first}`);
  await away.goto('/');
  await expect(away.locator('main').getByRole('link', { name })).toBeVisible();
  await away.goto(`/groups/${body.id}`);
  await row.getByRole('button', { name: 'Zakończ' }).click();
  await expect(row).toContainText('zakończone');
  await away.reload();
  await expect(away.locator('h1')).toHaveText(name);
  await expect(mayAdd(away)).toHaveCount(0);

  await page.goto('/account/handover');
  await expect(page.locator('main')).toContainText('otwarte tematy: 0');
  await expectAccessible(page);
  await page.locator('main form button[type=submit]').click();
  await expect(page.locator('#error-summary')).toBeFocused();
  await page.locator('#handover-who').selectOption(other.id);
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.locator('main form button[type=submit]').click();
  await expect(page.locator('.note.done')).toContainText(`Irena ${second}`);
  await page.goto(`/groups/${body.id}`);
  await expect(page.locator('h1')).toHaveText(name);
  await expect(mayAdd(page)).toHaveCount(0);
  await away.reload();
  await expect(mayAdd(away)).toBeVisible();
  await away.context().close();
});
