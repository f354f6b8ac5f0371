import { type CDPSession, type Locator, type Page } from '@playwright/test';
import { type Day, enter, openDraft, outline } from '../support/agenda.ts';
import { PASSWORD, expect, expectAccessible, expectNoSidewaysScroll, test } from '../support/journey.ts';

const DAY: Day = ['2027-02-02', '10:00', '13:00'];
const NEXT: Day = ['2027-02-03', '10:00', '13:00'];
const THREE = [{ title: 'Otwarcie' }, { title: 'Dyskusja' }, { title: 'Wnioski' }];

const row = (page: Page, title: string): Locator =>
  page.locator('.agenda-row').filter({ has: page.locator('.agenda-name').getByText(title, { exact: true }) });
const grip = (page: Page, title: string) => page.getByRole('button', { name: `Przenieś: ${title}`, exact: true });
const said = (page: Page, words: string) => page.locator('#announcer').filter({ hasText: words });
const saved = (page: Page) => expect(page.locator('.agenda-tools').getByText(/^Zapisano/)).toBeVisible();

async function middle(place: Locator): Promise<{ x: number; y: number }> {
  const box = await place.boundingBox();
  if (!box) throw new Error('it is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Takes a row by its grip and moves it by so many pixels, without letting go. */
async function drag(page: Page, title: string, by: { x: number; y: number }): Promise<void> {
  const from = await middle(grip(page, title));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 6 });
}

test('a button that would do nothing says so, keeps the focus, and still answers', async ({ page }) => {
  await openDraft(page, [DAY], THREE);
  const button = (title: string, name: string) => row(page, title).getByRole('button', { name, exact: true });
  const states = async (title: string) => {
    const names = ['W górę', 'W dół', 'Poziom wyżej', 'Poziom niżej'];
    const states = names.map((name) => button(title, name).getAttribute('aria-disabled'));
    return (await Promise.all(states)).map((state) => state === 'true');
  };
  expect(await states('Otwarcie')).toEqual([true, false, true, true]);
  expect(await states('Dyskusja')).toEqual([false, false, true, false]);
  expect(await states('Wnioski')).toEqual([false, true, true, false]);
  await button('Otwarcie', 'W górę').focus();
  await page.keyboard.press('Enter');
  await expect(said(page, 'Dalej nie można przesunąć tego punktu.')).toHaveCount(1);
  await expect(button('Otwarcie', 'W górę')).toBeFocused();
  expect(await outline(page)).toEqual(['Otwarcie', 'Dyskusja', 'Wnioski']);
  await button('Dyskusja', 'W górę').click();
  await expect.poll(() => outline(page)).toEqual(['Dyskusja', 'Otwarcie', 'Wnioski']);
  await expect(button('Dyskusja', 'W górę')).toBeFocused();
  expect(await states('Dyskusja')).toEqual([true, false, true, true]);
  await expectAccessible(page);
});

test('a changed duration moves the later times and the end of its own day only', async ({ page }) => {
  await openDraft(page, [DAY, NEXT], [
    { title: 'Otwarcie', minutes: 30 },
    { title: 'Dyskusja', minutes: 30 },
    { title: 'Nazajutrz', minutes: 30, day: 1 },
  ]);
  const sums = page.locator('.agenda-sum');
  await expect(sums).toHaveText([
    'Zaplanowano 1 h z 3 h, koniec o 11:00, zapas 2 h',
    'Zaplanowano 30 min z 3 h, koniec o 10:30, zapas 2 h 30 min',
  ]);
  const minutes = page.getByLabel('Minuty: Otwarcie');
  await minutes.fill('60');
  await minutes.press('Tab');
  await expect(row(page, 'Dyskusja').locator('.agenda-time')).toHaveText('11:00–11:30');
  await expect(sums.first()).toHaveText('Zaplanowano 1 h 30 min z 3 h, koniec o 11:30, zapas 1 h 30 min');
  await minutes.fill('3 h');
  await minutes.press('Tab');
  await expect(sums.first()).toHaveText('Zaplanowano 3 h 30 min z 3 h, koniec o 13:30, za dużo o 30 min');
  await expect(sums.first()).toHaveClass(/over/);
  await expect(row(page, 'Nazajutrz').locator('.agenda-time')).toHaveText('10:00–10:30');
  await expect(sums.nth(1)).toHaveText('Zaplanowano 30 min z 3 h, koniec o 10:30, zapas 2 h 30 min');
  // Two days stand beside each other where there is room.
  const days = page.locator('.agenda-day');
  const beside = async () => (await days.first().boundingBox())?.y === (await days.nth(1).boundingBox())?.y;
  expect(await beside()).toBe(true);
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1000, height: 900 });
  await expect.poll(beside).toBe(false);
});

test('in the night in which clocks go forward the clock is right', async ({ page }) => {
  await openDraft(page, [['2027-03-28', '01:30', '04:00']], [
    { title: 'Nocna narada', minutes: 60 },
    { title: 'Po zmianie czasu', minutes: 15 },
  ]);
  await expect(row(page, 'Nocna narada').locator('.agenda-time')).toHaveText('1:30–3:30');
  await expect(row(page, 'Po zmianie czasu').locator('.agenda-time')).toHaveText('3:30–3:45');
  await expect(page.locator('.agenda-sum')).toHaveText('Zaplanowano 1 h 15 min z 1 h 30 min, koniec o 3:45, zapas 15 min');
});

test('a drag to the side nests, but not under a break', async ({ page }) => {
  await openDraft(page, [DAY], [...THREE, { title: 'Przerwa', kind: 'break' }, { title: 'Zakończenie' }]);
  await drag(page, 'Wnioski', { x: 60, y: 0 });
  await expect(row(page, 'Wnioski').getByText('pod: 2. Dyskusja')).toBeVisible();
  await page.mouse.up();
  await expect(said(page, '„Wnioski”: pozycja 1 z 1, poziom 2, dzień 1, pod: 2. Dyskusja')).toHaveCount(1);
  await expect(grip(page, 'Wnioski')).toBeFocused();
  const nested = ['Otwarcie', 'Dyskusja', '-Wnioski', 'Przerwa', 'Zakończenie'];
  expect(await outline(page)).toEqual(nested);
  await saved(page);
  await drag(page, 'Zakończenie', { x: 60, y: 0 });
  await page.mouse.up();
  await page.reload();
  await expect.poll(() => outline(page)).toEqual(nested);
  // The keys agree.
  await page.getByRole('button', { name: 'Zakończenie', exact: true }).focus();
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await expect(said(page, 'Dalej nie można przesunąć tego punktu.')).toHaveCount(1);
});

test('Escape lets go of a dragged row: it is back where it was', async ({ page }) => {
  await openDraft(page, [DAY], THREE);
  const before = await outline(page);
  await drag(page, 'Wnioski', { x: 0, y: -100 });
  await expect.poll(() => outline(page)).not.toEqual(before);
  await page.keyboard.press('Escape');
  await expect.poll(() => outline(page)).toEqual(before);
  await page.mouse.up();
  await expect(grip(page, 'Wnioski')).toBeFocused();
  expect(await outline(page)).toEqual(before);
  await page.reload();
  await expect.poll(() => outline(page)).toEqual(before);
});

test('an empty day says what to do and takes what is dragged to it', async ({ page }) => {
  await openDraft(page, [DAY, NEXT], THREE);
  const empty = page.locator('.agenda-day').nth(1);
  await expect(empty).toContainText('Wpisz pierwszy punkt i naciśnij Enter albo weź temat z listy.');
  const [from, to] = [await middle(grip(page, 'Otwarcie')), await middle(empty.locator('.agenda-empty'))];
  await drag(page, 'Otwarcie', { x: to.x - from.x, y: to.y - from.y });
  await page.mouse.up();
  await expect.poll(() => outline(page, '.agenda-day:nth-child(2)')).toEqual(['Otwarcie']);
  await expect(empty.locator('.agenda-empty')).toHaveCount(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  const touch = (finger: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  const scrolled = (page: Page) => page.evaluate(() => window.scrollY);

  test('a finger on the grip moves the row and not the page', async ({ page }) => {
    const titles = Array.from({ length: 14 }, (_, nth) => `Punkt ${String.fromCharCode(65 + nth)}`);
    await openDraft(page, [DAY], titles.map((title) => ({ title })));
    await grip(page, 'Punkt C').scrollIntoViewIfNeeded();
    await row(page, 'Punkt A').evaluate((element) => window.scrollBy(0, element.getBoundingClientRect().top - 250));
    const start = await scrolled(page);
    const finger = await page.context().newCDPSession(page);
    const from = await middle(grip(page, 'Punkt C'));
    const box = await row(page, 'Punkt A').boundingBox();
    if (!box) throw new Error('the row is not on the screen');
    await touch(finger, 'touchStart', from.x, from.y);
    for (const part of [0.2, 0.4, 0.6, 0.8, 1]) {
      await touch(finger, 'touchMove', from.x, from.y + (box.y + 4 - from.y) * part);
    }
    await expect.poll(async () => (await outline(page)).slice(0, 3)).toEqual(['Punkt C', 'Punkt A', 'Punkt B']);
    expect(await scrolled(page)).toBe(start);
    await touch(finger, 'touchEnd');
    await expect(said(page, '„Punkt C”: pozycja 1 z 14')).toHaveCount(1);
    await saved(page);
    await page.reload();
    await expect.poll(async () => (await outline(page)).slice(0, 3)).toEqual(['Punkt C', 'Punkt A', 'Punkt B']);
    await expectNoSidewaysScroll(page);
  });
});

test('a lifted item goes to the next day with what stands under it', async ({ page }) => {
  const items = [{ title: 'Blok' }, { title: 'Część', under: 'Blok' }, { title: 'Inny' }, { title: 'Drugi dzień', day: 1 }];
  await openDraft(page, [DAY, NEXT], items);
  await grip(page, 'Blok').focus();
  await page.keyboard.press('Enter');
  await expect(grip(page, 'Blok')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('PageDown');
  await expect(grip(page, 'Blok')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(grip(page, 'Blok')).toHaveAttribute('aria-pressed', 'false');
  await saved(page);
  await page.reload();
  await expect.poll(() => outline(page, '.agenda-day:nth-child(2)')).toEqual(['Drugi dzień', 'Blok', '-Część']);
  expect(await outline(page, '.agenda-day:nth-child(1)')).toEqual(['Inny']);
});

test('whoever goes on elsewhere leaves nothing carried', async ({ page }) => {
  await openDraft(page, [DAY], THREE);
  // A screen reader activates the grip without a pointer.
  await grip(page, 'Wnioski').dispatchEvent('click', { detail: 0 });
  await expect(grip(page, 'Wnioski')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => outline(page)).toEqual(['Otwarcie', 'Wnioski', 'Dyskusja']);
  await page.locator('h1').click();
  await expect(grip(page, 'Wnioski')).toHaveAttribute('aria-pressed', 'false');
  await saved(page);
});

test('a link to an item leads to its row, also after signing in', async ({ page }) => {
  const { url, ids } = await openDraft(page, [DAY], THREE);
  const target = row(page, 'Wnioski');
  await page.goto(`/`);
  await page.goto(`${url}#item-${ids['Wnioski']}`);
  await expect(target).toBeFocused();
  await expect(target).toHaveAttribute('data-linked', '');
  // The number is the link.
  await row(page, 'Dyskusja').locator('.agenda-label a').click();
  await expect(page).toHaveURL(`${url}#item-${ids['Dyskusja']}`);
  await expect(row(page, 'Dyskusja')).toBeFocused();
  await expect(page.locator('[data-linked]')).toHaveCount(1);
  await page.context().clearCookies();
  await page.goto('/');
  await page.goto(`${url}#item-${ids['Wnioski']}`);
  await page.locator('header').getByRole('link', { name: 'Zaloguj się' }).click();
  await page.locator('#sign-in-name').fill('anna.kowal');
  await page.locator('#password').fill(PASSWORD);
  await page.locator('main button[type=submit]').click();
  await expect(page).toHaveURL(`${url}#item-${ids['Wnioski']}`);
  await expect(target).toBeFocused();
});

test('the last change is taken back after a reload, and the focus is not lost', async ({ page }) => {
  await openDraft(page, [DAY], THREE);
  await page.getByRole('button', { name: 'Wnioski', exact: true }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await saved(page);
  await page.reload();
  await expect.poll(() => outline(page)).toEqual(['Otwarcie', 'Wnioski', 'Dyskusja']);
  await page.getByRole('button', { name: /Cofnij przeniesienie: Wnioski/ }).click();
  await expect.poll(() => outline(page)).toEqual(['Otwarcie', 'Dyskusja', 'Wnioski']);
  // An undone addition takes its row away; the row beside it gets the focus.
  await page.locator('#add-1').fill('Dodany');
  await page.keyboard.press('Enter');
  await saved(page);
  await page.getByRole('button', { name: 'Dodany', exact: true }).focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => outline(page)).toEqual(['Otwarcie', 'Dyskusja', 'Wnioski']);
  await expect(page.getByRole('button', { name: 'Wnioski', exact: true })).toBeFocused();
});

test('arrows, plus and minus change the minutes by five', async ({ page }) => {
  await openDraft(page, [DAY], [{ title: 'Otwarcie', minutes: 30 }, { title: 'Dyskusja', minutes: 30 }]);
  const minutes = page.getByLabel('Minuty: Otwarcie');
  const next = row(page, 'Dyskusja').locator('.agenda-time');
  await minutes.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('+');
  await expect(minutes).toHaveValue('40');
  await expect(next).toHaveText('10:40–11:10');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  await page.keyboard.press('Tab');
  await expect(next).toHaveText('10:25–10:55');
  await saved(page);
  await page.reload();
  await expect(minutes).toHaveValue('25');
});

test('keys do not reach behind a dialogue, and the question mark can be switched off', async ({ page }) => {
  await openDraft(page, [DAY], THREE);
  await page.getByRole('button', { name: 'Wnioski', exact: true }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await saved(page);
  await page.keyboard.press('?');
  await expect(page.locator('#keys-help')).toBeVisible();
  await expectAccessible(page);
  const undone: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/agenda/undo')) undone.push(request.url());
  });
  await page.keyboard.press('Control+z');
  await page.getByLabel('Znak zapytania otwiera tę listę').uncheck();
  await page.keyboard.press('Escape');
  await expect(page.locator('#keys-help')).toBeHidden();
  await page.reload();
  expect(undone).toEqual([]);
  await expect.poll(() => outline(page)).toEqual(['Otwarcie', 'Wnioski', 'Dyskusja']);
  await page.getByRole('button', { name: 'Wnioski', exact: true }).focus();
  await page.keyboard.press('?');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'Dyskusja', exact: true })).toBeFocused();
  await expect(page.locator('#keys-help')).toBeHidden();
});

test('what cannot be done is said in words, and publishing waits for what is being saved', async ({ page }) => {
  await openDraft(page, [DAY], [{ title: 'Blok', minutes: 30 }, { title: 'Część', under: 'Blok' }]);
  await row(page, 'Blok').getByRole('button', { name: 'Więcej' }).first().click();
  await page.locator('.agenda-details').getByLabel('Rodzaj').selectOption({ label: 'przerwa' });
  await expect(page.locator('.toast')).toContainText('Pod przerwą nie może stać żaden punkt.');
  let release = () => {};
  const gate = new Promise<void>((open) => (release = open));
  await page.route('**/agenda/commands', async (route) => {
    await gate;
    await route.continue();
  });
  await page.getByLabel('Minuty: Blok').fill('45');
  await page.getByRole('button', { name: 'Opublikuj' }).click();
  await page.locator('dialog[open] button[type=submit]').click();
  release();
  await expect(page.getByText('Opublikowano wersję 1.')).toBeVisible();
  await enter(page, 'anna.kowal');
  await page.reload();
  await expect(page.getByLabel('Minuty: Blok')).toHaveValue('45');
});
