import { type Page } from '@playwright/test';
import { PASSWORD, elsewhere, expect, expectAccessible, newMeeting, signIn, tabTo, test } from '../support/journey.ts';

const titles = (page: Page) => page.locator('.agenda-row .agenda-name').allInnerTexts();

test('by keyboard alone from the start page to a published agenda', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('h1')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.locator('.skip')).toBeFocused();
  await tabTo(page, page.getByRole('banner').getByRole('link', { name: 'Zaloguj się' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.locator('#sign-in-name'));
  await page.keyboard.type('anna.kowal');
  await tabTo(page, page.locator('#password'));
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.locator('.who-name')).toBeVisible();
  await tabTo(page, page.getByRole('main').getByRole('link', { name: 'Grupa robocza ds. wspierania rodziny' }).last());
  await page.keyboard.press('Enter');
  await tabTo(page, page.locator('.page-action button').first());
  await page.keyboard.press('Enter');
  await tabTo(page, page.locator('#meeting-date'));
  await page.keyboard.type('12.1.2027');
  await page.keyboard.press('Enter');
  await expect(page.locator('#add-1')).toBeVisible();
  await expectAccessible(page);
  await tabTo(page, page.locator('#add-1'));
  for (const title of ['Otwarcie', 'Dyskusja', 'Zakończenie']) {
    await page.keyboard.type(title);
    await page.keyboard.press('Enter');
    await expect(page.locator('#add-1')).toHaveValue('');
    await expect(page.locator('#add-1')).toBeFocused();
  }
  expect(await titles(page)).toEqual(['Otwarcie', 'Dyskusja', 'Zakończenie']);
  // Rename in place, and go on below.
  await tabTo(page, page.locator('.agenda-name').first(), 'Shift+Tab');
  await page.keyboard.press('F2');
  await page.keyboard.press('End');
  await page.keyboard.type(' i powitanie');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Przyjęcie porządku');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect.poll(() => titles(page)).toEqual(['Otwarcie i powitanie', 'Przyjęcie porządku', 'Dyskusja', 'Zakończenie']);
  // Move and nest by keys; each move is said.
  const name = page.locator('.agenda-name', { hasText: 'Zakończenie' });
  await tabTo(page, name);
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.locator('[aria-live=polite]').filter({ hasText: '„Zakończenie”: pozycja 3 z 4' })).toHaveCount(1);
  await expect(name).toBeFocused();
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await expect(page.locator('.agenda-row.level-2')).toHaveCount(1);
  await page.keyboard.press('Alt+Shift+ArrowLeft');
  await expect(page.locator('.agenda-row.level-2')).toHaveCount(0);
  // Lift, step, put back.
  const grip = page.getByRole('button', { name: 'Przenieś: Dyskusja' });
  const before = await titles(page);
  await tabTo(page, grip);
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => titles(page)).not.toEqual(before);
  await page.keyboard.press('Escape');
  await expect.poll(() => titles(page)).toEqual(before);
  // Minutes become clock times.
  await tabTo(page, page.getByLabel('Minuty: Otwarcie i powitanie'), 'Shift+Tab');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('1:15');
  await page.keyboard.press('Tab');
  await expect(page.locator('.agenda-time').nth(1)).toHaveText(/^11:15/);
  // The last change is taken back.
  await expect(page.locator('.agenda-tools').getByText(/^Zapisano/)).toBeVisible();
  await tabTo(page, name);
  await page.keyboard.press('Control+z');
  await expect(page.locator('.agenda-time').nth(1)).toHaveText(/^10:15/);
  await expect(page.locator('.agenda-tools').getByText(/^Zapisano/)).toBeVisible();
  // Publish.
  await tabTo(page, page.getByRole('button', { name: 'Opublikuj' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('dialog[open]')).toBeVisible();
  await expectAccessible(page);
  await tabTo(page, page.locator('dialog[open] button[type=submit]'));
  await page.keyboard.press('Enter');
  await expect(page.getByText('porządek opublikowany')).toBeVisible();
});

test('an item is dragged to another place, and a topic is taken once', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await newMeeting(page, '13.1.2027');
  for (const title of ['Pierwszy', 'Drugi', 'Trzeci']) {
    await page.locator('#add-1').fill(title);
    await page.locator('#add-1').press('Enter');
  }
  await expect(page.locator('.agenda-tools').getByText(/^Zapisano/)).toBeVisible();
  const from = await page.getByRole('button', { name: 'Przenieś: Trzeci' }).boundingBox();
  const to = await page.locator('.agenda-row').first().boundingBox();
  if (!from || !to) throw new Error('the rows are not there');
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(from.x + 5, to.y + to.height / 2, { steps: 5 });
  await page.mouse.move(from.x + 5, to.y + 3, { steps: 3 });
  await page.mouse.up();
  await expect.poll(() => titles(page)).toEqual(['Trzeci', 'Pierwszy', 'Drugi']);
  await page.getByRole('button', { name: 'Z listy tematów' }).click();
  const topic = 'Praca z rodziną biologiczną dziecka umieszczonego w pieczy zastępczej';
  const take = page.locator('dialog[open]').getByRole('button', { name: topic });
  await take.click();
  await expect(page.locator('dialog[open]').getByText('w porządku obrad', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect.poll(() => titles(page)).toEqual(['Trzeci', 'Pierwszy', 'Drugi', topic]);
});

test('two people change one item: both texts are shown and none is lost', async ({ page, browser, server, found }) => {
  await signIn(page, 'anna.kowal');
  await newMeeting(page, '14.1.2027');
  await page.locator('#add-1').fill('Wspólny punkt');
  await page.locator('#add-1').press('Enter');
  await expect(page.locator('.agenda-tools').getByText(/^Zapisano/)).toBeVisible();
  const other = await elsewhere(browser, server, found);
  await signIn(other, 'maria.admin');
  await other.goto(page.url());
  const rename = async (who: Page, text: string) => {
    await who.locator('.agenda-name').first().click();
    await who.locator('.agenda-row input').first().fill(text);
  };
  await rename(page, 'Tekst Anny');
  await rename(other, 'Tekst Marii');
  await other.keyboard.press('Enter');
  await expect(other.locator('.agenda-tools').getByText(/^Zapisano/)).toBeVisible();
  await page.keyboard.press('Enter');
  const clash = page.locator('.clash');
  await expect(clash).toContainText('Tekst Anny');
  await expect(clash).toContainText('Tekst Marii');
  await expectAccessible(page);
  await clash.getByRole('button', { name: 'Zapisz mój tekst' }).click();
  await expect(page.locator('.agenda-tools').getByText(/^Zapisano/)).toBeVisible();
  await other.reload();
  await expect(other.locator('.agenda-name').first()).toHaveText('Tekst Anny');
  await other.context().close();
});
