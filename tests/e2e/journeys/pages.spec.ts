import { type Browser, type Page } from '@playwright/test';
import { enter } from '../support/agenda.ts';
import { PASSWORD, bodyId, elsewhere, expect, expectAccessible, signIn, test } from '../support/journey.ts';

const GROUP = 'wspierania rodziny';

/** What a second person does in the same browser's storage, through the API with a session of their own. */
async function other(browser: Browser, base: string) {
  const context = await browser.newContext({ baseURL: base });
  const answer = await context.request.post('/api/v1/sign-ins', { data: { sign_in_name: 'maria.admin', password: PASSWORD } });
  const { access_token } = (await answer.json()) as { access_token: string };
  const authorization = { Authorization: `Bearer ${access_token}` };
  const change = async (path: string, data: object) => {
    const now = await context.request.get(path, { headers: authorization });
    const headers = { ...authorization, 'If-Match': now.headers()['etag'], 'Content-Type': 'application/merge-patch+json' };
    const done = await context.request.patch(path, { headers, data });
    expect(done.status(), await done.text()).toBe(200);
  };
  return { change, close: () => context.close() };
}

/** A topic of the journey's own that waits: those of the demonstration may have been taken by now. Its id. */
async function newTopic(page: Page, group: string, title: string): Promise<string> {
  const headers = { Authorization: `Bearer ${await enter(page, 'anna.kowal')}` };
  const made = await page.request.post(`/api/v1/bodies/${group}/topics`, { data: { title }, headers });
  expect(made.status(), await made.text()).toBe(201);
  return ((await made.json()) as { id: string }).id;
}

/** A new draft, and its address. */
async function draft(page: Page, date: string): Promise<string> {
  await page.goto(`/groups/${await bodyId(page, GROUP)}`);
  await page.locator('.page-action button').first().click();
  await page.locator('#meeting-date').fill(date);
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page.locator('#add-1')).toBeVisible();
  return new URL(page.url()).pathname;
}

test('a topic that somebody else changed is shown beside the typed one, and the second attempt saves', async ({ page, browser, server }) => {
  await signIn(page, 'anna.kowal');
  const group = await bodyId(page, GROUP);
  const topic = await newTopic(page, group, 'Temat do zmiany');
  await page.goto(`/groups/${group}`);
  await page.locator(`#topic-${topic}`).getByRole('button', { name: 'Zmień' }).click();
  await page.locator('#topic-title').fill('Tytuł Anny');
  const maria = await other(browser, server.base);
  await maria.change(`/api/v1/topics/${topic}`, { title: 'Tytuł Marii' });
  await maria.close();
  const submit = page.locator('dialog[open] button[type=submit]');
  await submit.click();
  await expect(page.locator('dialog[open] #error-summary')).toBeFocused();
  await expect(page.locator('dialog[open] #error-summary')).toContainText('To, co wpisano, zostało w formularzu.');
  await expect(page.locator('#topic-title-current')).toHaveText('Teraz: Tytuł Marii');
  await expect(page.locator('#topic-title')).toHaveValue('Tytuł Anny');
  await expectAccessible(page);
  await submit.click();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await expect(page.locator(`#topic-${topic}`)).toContainText('Tytuł Anny');
  await expect(page.locator(`#topic-${topic}`)).toBeFocused();
});

test('facts that somebody else changed are shown beside the typed ones, and the editor stays', async ({ page, browser, server }) => {
  await signIn(page, 'anna.kowal');
  const address = await draft(page, '19.1.2027');
  await page.evaluate(() => document.querySelector('#add-1')?.setAttribute('data-stays', ''));
  await page.getByRole('button', { name: 'Zmień termin i miejsce' }).click();
  await page.locator('#facts-venue').fill('Sala Anny');
  const maria = await other(browser, server.base);
  await maria.change(`/api/v1${address}`, { venue: 'Sala Marii' });
  await maria.close();
  const submit = page.locator('dialog[open] button[type=submit]');
  await submit.click();
  await expect(page.locator('#facts-venue-current')).toHaveText('Teraz: Sala Marii');
  await expect(page.locator('#facts-venue')).toHaveValue('Sala Anny');
  await submit.click();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await expect(page.locator('.page-head .facts')).toContainText('Sala Anny');
  await expect(page.locator('#add-1[data-stays]')).toHaveCount(1);
});

test('each wrong part of a day has its own error, and a day with items is put back with the reason', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await draft(page, '20.1.2027');
  await page.locator('#add-1').fill('Otwarcie');
  await page.locator('#add-1').press('Enter');
  await expect(page.locator('.agenda-tools').getByText(/^Zapisano/)).toBeVisible();
  await page.getByRole('button', { name: 'Zmień termin i miejsce' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByRole('button', { name: 'Dodaj dzień' }).click();
  await expect(page.locator('#facts-date-1')).toBeFocused();
  await page.locator('#facts-date-1').fill('32.1.2027');
  await page.locator('#facts-end-1').fill('25:00');
  await dialog.locator('button[type=submit]').click();
  await expect(dialog.locator('#error-summary li')).toHaveCount(2);
  for (const id of ['facts-date-1', 'facts-end-1']) {
    await expect(page.locator(`#${id}`)).toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator(`#${id}-error`)).toBeVisible();
  }
  await expect(page.locator('#facts-date-0')).not.toHaveAttribute('aria-invalid', 'true');
  await page.locator('#facts-date-1').fill('21.1.2027');
  await page.locator('#facts-end-1').fill('13:00');
  await dialog.getByRole('button', { name: /Usuń ten dzień.*Dzień 1/ }).click();
  await expect(page.locator('#facts-date-0')).toBeFocused();
  await dialog.locator('button[type=submit]').click();
  await expect(page.locator('#facts-date-0-error')).toContainText('Najpierw przenieś punkty z tego dnia');
  await expect(page.locator('#facts-date-0')).toHaveValue('20.1.2027');
});

test('a representative of an institution proposes a topic, and prepares no meetings', async ({ page }) => {
  const headers = { Authorization: `Bearer ${await enter(page, 'maria.admin')}` };
  const read = async (path: string) => (await (await page.request.get(`/api/v1${path}`, { headers })).json()) as { region_id: string; institutions: { id: string }[] };
  const make = async (path: string, data: object) => {
    const made = await page.request.post(`/api/v1${path}`, { headers, data });
    expect(made.status(), await made.text()).toBe(201);
    return (await made.json()) as { id: string };
  };
  const { region_id } = await read('/me');
  const account = await make('/accounts', {
    sign_in_name: 'pola.glos', display_name: 'Pola Głos', password: PASSWORD, region_id,
  });
  const group = await bodyId(page, GROUP);
  // One that takes part in the group: only its representatives may propose there.
  const [institution] = (await read(`/bodies/${group}/profile`)).institutions;
  await page.context().clearCookies();
  await signIn(page, 'pola.glos');
  await page.goto(`/groups/${group}`);
  await expect(page.locator('#topics .filters')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Zaproponuj temat' })).toHaveCount(0);
  await make('/role-grants', { account_id: account.id, role: 'institution_representative', institution_id: institution?.id });
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Moje gremia' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Szkice' })).toHaveCount(0);
  await page.goto(`/groups/${group}`);
  await page.getByRole('button', { name: 'Zaproponuj temat' }).click();
  await page.locator('#topic-title').fill('Temat od ośrodka');
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page.locator('[id^=topic-]').filter({ hasText: 'Temat od ośrodka' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Omówiony' })).toHaveCount(0);
});

test('a link to a topic leads to it, whatever the filter, and to a draft after signing in', async ({ page, browser, server, found }) => {
  await signIn(page, 'anna.kowal');
  const group = await bodyId(page, GROUP);
  const [first, second] = [await newTopic(page, group, 'Pierwszy z czekających'), await newTopic(page, group, 'Drugi z czekających')];
  await page.goto(`/groups/${group}`);
  const open = page.locator('[id^=topic-]').filter({ has: page.getByRole('button', { name: 'Omówiony' }) });
  await expect(page.locator(`#topic-${second}`)).toBeVisible();
  const order = await open.evaluateAll((all) => all.map((one) => one.id));
  const id = `topic-${first}`;
  const next = order[order.indexOf(id) + 1];
  await page.locator(`#${id}`).getByRole('button', { name: 'Omówiony' }).click();
  await expect(page.locator(`#${id}`)).toHaveCount(0);
  await expect(page.locator(`#${next}`)).toBeFocused();
  const address = await draft(page, '22.1.2027');
  const visitor = await elsewhere(browser, server, found);
  await visitor.goto(`/groups/${group}#${id}`);
  await expect(visitor.locator(`#${id}`)).toBeFocused();
  await visitor.goto(`${address}#add-1`);
  await expect(visitor.locator('h1')).toHaveText('Nie znaleziono');
  await expect(visitor.locator('h1')).not.toHaveClass(/pending/);
  await visitor.locator('main').getByRole('link', { name: 'Zaloguj się' }).click();
  await visitor.locator('#sign-in-name').fill('anna.kowal');
  await visitor.locator('#password').fill(PASSWORD);
  await visitor.locator('main button[type=submit]').click();
  await expect(visitor).toHaveURL(`${server.base}${address}#add-1`);
  await expect(visitor.locator('#add-1')).toBeFocused();
  await visitor.context().close();
});

test('going back leads to where the page was left', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 400 });
  const group = await bodyId(page, GROUP);
  await page.goto(`/groups/${group}`);
  const last = page.locator('main .link-row a').last();
  await expect(last).toBeVisible();
  await last.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => window.scrollY);
  expect(before).toBeGreaterThan(100);
  await last.click();
  await expect(page).toHaveURL(/\/meetings\//);
  await expect(page.locator('h1:not(.pending)')).toBeFocused();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeLessThan(50);
  await page.goBack();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(before - 3);
});

test('notices are read and seen inside an open dialogue', async ({ page }) => {
  await signIn(page, 'maria.admin');
  await page.goto(`/groups/${await bodyId(page, GROUP)}`);
  await page.locator('[id^=topic-]').getByRole('button', { name: 'Omówiony' }).first().click();
  await expect(page.locator('body > .toasts')).toContainText('oznaczono jako omówiony');
  await page.keyboard.press('?');
  await expect(page.locator('#keys-help .toasts')).toContainText('oznaczono jako omówiony');
  await expect(page.locator('body > .toasts')).toBeEmpty();
  await page.locator('#keys-help .toasts').getByRole('button', { name: 'Cofnij' }).click();
  await expect(page.locator('#keys-help .toasts')).toContainText('wrócił na listę');
});

test('the officers of a day are shown without a step back for each key', async ({ page }) => {
  const convent = await bodyId(page, 'Konwent');
  await page.goto('/groups');
  await page.goto(`/convents/${convent}`);
  const steps = await page.evaluate(() => history.length);
  // What the field says while the year is typed.
  for (const typed of ['0002-06-15', '0020-06-15', '0201-06-15', '2018-06-15']) {
    await page.locator('#as-of').fill(typed);
    await expect(page.locator('#as-of')).toHaveValue(typed);
  }
  await expect(page).toHaveURL(/on=2018-06-15$/);
  expect(await page.evaluate(() => history.length)).toBe(steps);
});

test('sending that takes too long says so and can be repeated under the same key', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await page.goto(`/groups/${await bodyId(page, GROUP)}`);
  // Timers that ran before the clock is replaced would fire in two worlds.
  await expect(page.locator('h1:not(.pending)')).toBeVisible();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await page.clock.install();
  const keys: (string | undefined)[] = [];
  let held = true;
  await page.route('**/topics', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    // The first attempt never gets an answer.
    if (!held) await route.continue();
    held = false;
  });
  await page.getByRole('button', { name: 'Zaproponuj temat' }).click();
  await page.locator('#topic-title').fill('Temat wysłany raz');
  await page.locator('dialog[open] button[type=submit]').click();
  await expect.poll(() => keys.length).toBe(1);
  await page.clock.runFor(10_500);
  await expect(page.locator('dialog[open]')).toContainText('trwa dłużej niż zwykle');
  await page.locator('dialog[open]').getByRole('button', { name: 'Spróbuj ponownie' }).click();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  expect(keys).toEqual([keys[0], keys[0]]);
  await expect(page.locator('.row-title', { hasText: 'Temat wysłany raz' })).toHaveCount(1);
});

test('without an answer about the session the page opens for a visitor, and for its owner later', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  let answer: () => void = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/sign-ins/refresh', async (route) => {
    await answered;
    await route.continue();
  });
  await page.goto('/groups');
  await expect(page.locator('h1:not(.pending)')).toBeVisible();
  await expect(page.locator('.who-name')).toHaveCount(0);
  answer();
  await expect(page.locator('.who-name')).toHaveText('Anna Kowal');
});
