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

test('another language keeps the place and the text, and is remembered', async ({ page }) => {
  const convent = await bodyId(page, 'Konwent');
  await page.goto(`/sign-in?next=%2Fconvents%2F${convent}`);
  await page.locator('#sign-in-name').fill('anna.kowal');
  await page.locator('#settings-button').click();
  await page.getByText('English').click();
  await page.keyboard.press('Escape');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('h1')).toHaveText('Sign in');
  await expect(page.locator('#sign-in-name')).toHaveValue('anna.kowal');
  await expect(page).toHaveURL(/sign-in\?next=/);
  await page.goto(`/convents/${convent}?on=2024-03-12`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('main')).toContainText('12 March 2024');
  await page.locator('#settings-button').click();
  await page.getByText('Polski', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'pl');
  await expect(page.locator('main')).toContainText('12 marca 2024');
});
