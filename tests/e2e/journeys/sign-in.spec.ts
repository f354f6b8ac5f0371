import { PASSWORD, bodyId, expect, expectAccessible, signIn, test } from '../support/journey.ts';

test('wrong input is explained, the right one leads back', async ({ page }) => {
  const group = await bodyId(page, 'wspierania rodziny');
  await page.goto(`/sign-in?next=%2Fgroups%2F${group}`);
  await page.locator('main button[type=submit]').click();
  await expect(page.locator('#error-summary')).toBeFocused();
  await expect(page.locator('#error-summary li')).toHaveCount(2);
  await expect(page).toHaveTitle(/^Błąd: /);
  await expectAccessible(page);
  const refusal = async (name: string) => {
    await page.locator('#sign-in-name').fill(name);
    await page.locator('#password').fill('na-pewno-nie-to');
    await page.locator('main button[type=submit]').click();
    await expect(page.locator('#error-summary li')).toHaveCount(1);
    return page.locator('#error-summary').innerText();
  };
  expect(await refusal('anna.kowal')).toEqual(await refusal('nikt.taki'));
  await page.locator('#sign-in-name').fill('anna.kowal');
  await page.locator('#password').fill(PASSWORD);
  await page.locator('main button[type=submit]').click();
  await expect(page).toHaveURL(new RegExp(`/groups/${group}$`));
  await expect(page).not.toHaveTitle(/Błąd/);
});

test('a session survives a reload and ends by signing out', async ({ page }) => {
  await signIn(page, 'piotr.zielony');
  await page.reload();
  await expect(page.locator('.who-name')).toHaveText('Piotr Zielony');
  await page.locator('#settings-button').click();
  await Promise.all([page.waitForEvent('load'), page.getByText('Wyloguj się').click()]);
  await expect(page.locator('.who-name')).toHaveCount(0);
  await page.reload();
  await expect(page.locator('h1')).toBeVisible();
  await expect(page.locator('.who-name')).toHaveCount(0);
});
