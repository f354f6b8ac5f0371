// Whose page it is: somebody else signs in in the same browser, a server that does not answer at the start, a link that
// cannot be copied.
import { type Page } from '@playwright/test';
import { PASSWORD, arriving, expect, expectAccessible, signIn, test, watch } from '../support/journey.ts';

const SOMEBODY_ELSE = 'norbert.sasanka';

async function myName(page: Page): Promise<void> {
  await page.goto('/account');
  await expect(page.locator('#own-name')).toHaveValue('Ewa Nowak');
}

/** Another tab of the same browser, in which Ewa signs out and somebody else signs in. */
async function handOver(page: Page, base: string, found: string[]): Promise<Page> {
  const tab = arriving(await page.context().newPage());
  watch(tab, base, found);
  await tab.goto('/account');
  await tab.locator('#settings-button').click();
  await Promise.all([tab.waitForEvent('load'), tab.getByText('Wyloguj się').click()]);
  await signIn(tab, SOMEBODY_ELSE);
  return tab;
}

test('what one person typed is not saved in the name of another who signed in in the same browser', async ({ page, server, found }) => {
  await signIn(page, 'ewa.nowak');
  await myName(page);
  const tab = await handOver(page, server.base, found);
  await page.locator('#own-name').fill('Podmieniona');
  await page.locator('main form').first().locator('button[type=submit]').click();
  const dialog = page.locator('dialog[open]');
  await expect(dialog).toContainText('W tej przeglądarce zalogowano się jako Norbert Sasanka.');
  await expect(dialog.locator('#sign-in-name')).toHaveValue('ewa.nowak');
  await expect(dialog.locator('#password')).toBeFocused();
  await expectAccessible(page);
  await tab.reload();
  await expect(tab.locator('.who-name')).toHaveText('Norbert Sasanka');
  page.on('dialog', (leaving) => void leaving.accept());
  await dialog.getByRole('button', { name: 'Przejdź dalej jako Norbert Sasanka' }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.locator('.who-name')).toHaveText('Norbert Sasanka');
});

test('whoever lost the session goes on; somebody else begins anew', async ({ page, context }) => {
  await signIn(page, 'ewa.nowak');
  await myName(page);
  const ended = async () => {
    await context.clearCookies();
    await page.route('**/api/v1/me', (route) => route.fulfill({ status: 401, contentType: 'application/problem+json', json: UNAUTHENTICATED }), { times: 1 });
    await page.locator('#own-name').fill('Ewa Nowak');
    await page.locator('main form').first().locator('button[type=submit]').click();
    await expect(page.locator('dialog[open] #sign-in-name')).toHaveValue('ewa.nowak');
  };
  await ended();
  await page.locator('dialog[open] #password').fill(PASSWORD);
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page.getByText('Zalogowano ponownie. Możesz dokończyć pracę.')).toBeVisible();
  await expect(page).toHaveURL(/\/account$/);
  await ended();
  await page.locator('dialog[open] #sign-in-name').fill(SOMEBODY_ELSE);
  await page.locator('dialog[open] #password').fill(PASSWORD);
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.locator('.who-name')).toHaveText('Norbert Sasanka');
});

const UNAUTHENTICATED = {
  type: '/problems/unauthenticated',
  title: 'Zaloguj się',
  status: 401,
  detail: 'Zaloguj się',
  instance: '/api/v1/me',
  code: 'unauthenticated',
  request_id: '01a21079-d7c2-7835-81b9-742b3c2c0e5c',
};

test('a server that does not answer at the start signs nobody out', async ({ page }) => {
  await signIn(page, 'ewa.nowak');
  await page.route('**/api/v1/me', (route) => route.fulfill({ status: 503, body: '' }));
  await page.goto('/account');
  await expect(page.getByText('Serwer nie odpowiada, więc nie wiadomo jeszcze, kto jest zalogowany.')).toBeVisible();
  await expectAccessible(page);
  await page.unroute('**/api/v1/me');
  await expect(page.locator('.who-name')).toHaveText('Ewa Nowak');
  await expect(page.locator('#own-name')).toHaveValue('Ewa Nowak');
  await expect(page.getByText('Serwer nie odpowiada')).toHaveCount(0);
});

test('a link that the browser does not copy is selected, and that is said', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await signIn(page, 'maria.admin');
  await page.goto('/admin/accounts');
  await page.getByRole('button', { name: /^Dostęp/ }).first().click();
  await page.getByRole('button', { name: 'Utwórz odnośnik do hasła' }).click();
  await page.getByRole('button', { name: 'Kopiuj' }).click();
  await expect(page.getByText('Nie udało się skopiować. Tekst jest zaznaczony')).toBeVisible();
  const link = page.locator('#access-link');
  const [value, selected] = await link.evaluate((input: HTMLInputElement) => [
    input.value,
    input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0),
  ]);
  expect(selected).toBe(value);
  expect(value).toMatch(/\/set-password#/);
});

test('the sign-in page says who is signed in, and Back does not lead to it', async ({ page }) => {
  await page.goto('/groups');
  await signIn(page, 'ewa.nowak');
  await page.goBack();
  await expect(page).toHaveURL(/\/groups$/);
  await page.goto('/sign-in');
  await expect(page.locator('main')).toContainText('Zalogowano już jako Ewa Nowak.');
  await expectAccessible(page);
});
