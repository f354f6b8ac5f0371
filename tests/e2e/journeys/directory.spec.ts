// The directory: a visitor finds institutions, an administrator imports, changes a head and merges what stands twice.
import { readFileSync } from 'node:fs';
import { type Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../support/journey.ts';

const submit = (page: Page) => page.locator('dialog[open] button[type=submit]').click();

async function addPerson(page: Page, first: string, last: string): Promise<void> {
  await page.goto('/admin/people');
  await page.locator('.page-action button').click();
  await page.locator('#first-name').fill(first);
  await page.locator('#last-name').fill(last);
  await page.getByLabel('Pełni funkcję publiczną').check();
  await submit(page);
  await expect(page).toHaveURL(/\/admin\/people\/[0-9a-f-]{36}$/);
  await expect(page.locator('h1')).toHaveText(`${first} ${last}`);
}

async function institution(page: Page, name: string): Promise<void> {
  await page.goto(`/institutions?q=${encodeURIComponent(name)}`);
  await page.getByRole('link', { name }).click();
  await expect(page.locator('h1')).toHaveText(name);
}

test('a visitor finds an institution, what it was and where it takes part', async ({ page }) => {
  await page.goto('/institutions');
  await page.locator('#filter-text').fill('uslug');
  await page.locator('#filter-kind').selectOption('cus');
  await page.locator('main form button[type=submit]').click();
  await expect(page).toHaveURL(/q=uslug&kind=cus/);
  await page.getByRole('link', { name: 'Centrum Usług Społecznych w Tarnowie' }).click();
  await expect(page.locator('main')).toContainText('Joanna Żak');
  await expect(page.getByRole('link', { name: 'MOPS w Tarnowie' })).toBeVisible();
  await expect(page.getByRole('link', { name: /Konwent Dyrektorów/ })).toBeVisible();
  await expectAccessible(page);
  await page.goto('/institutions?q=xyzzy');
  await expect(page.locator('.empty')).toBeVisible();
  await page.goto('/regions/28');
  await expect(page.locator('h1')).toHaveText('warmińsko-mazurskie');
  await expect(page.getByRole('link', { name: 'braniewski' })).toBeVisible();
  await page.goto('/regions');
  await expect(page.locator('main .rows li')).toHaveCount(16);
  await page.setViewportSize({ width: 320, height: 740 });
  for (const path of ['/institutions', '/people', '/regions', '/regions/12']) {
    await page.goto(path);
    await expect(page.locator('main .rows').first()).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
});

test('people stand in Polish order', async ({ page }) => {
  await signIn(page, 'maria.admin');
  for (const last of ['Żak', 'Łącka', 'Czarnecki', 'Lis', 'Ćwik']) await addPerson(page, 'Kolejność', last);
  await page.goto('/people?q=kolejnosc');
  await expect(page.locator('main .rows li')).toHaveText(
    ['Czarnecki', 'Ćwik', 'Lis', 'Łącka', 'Żak'].map((last) => `Kolejność ${last}`),
  );
});

test('an administrator imports a file and sees which rows are refused', async ({ page }) => {
  await signIn(page, 'maria.admin');
  await page.goto('/admin/import');
  await page.locator('main button[type=submit]').click();
  await expect(page.locator('#error-summary')).toBeFocused();
  await expectAccessible(page);
  const text = [
    'kind;name;teryt;town',
    'dps;Dom Pomocy Społecznej Próba;1219;Wieliczka',
    'dps;=HYPERLINK("http://example.org");1219;Gdów',
    'zoo;Ogród;1219;Gdów',
    'pcpr;PCPR w Miechowie;1208;Miechów',
  ].join('\r\n');
  await page.locator('#import-file').setInputFiles({ name: 'dps.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(page.getByText('dps.csv')).toBeVisible();
  await page.locator('main button[type=submit]').click();
  const report = page.locator('#import-report');
  await expect(report.getByRole('row', { name: /^3 .*name.*formuła/ })).toBeVisible();
  await expect(report.getByRole('row', { name: /^4 Ogród kind/ })).toBeVisible();
  await expectAccessible(page);
  await report.getByRole('button', { name: 'Zaimportuj 1 wiersz' }).click();
  await expect(report.locator('.note.done')).toBeVisible();
  await page.goto('/institutions?q=proba&kind=dps');
  await expect(page.getByRole('link', { name: 'Dom Pomocy Społecznej Próba' })).toBeVisible();
  // Bytes that are no text are refused with their line.
  await page.goto('/admin/import');
  const broken = Buffer.concat([Buffer.from('kind;name\nngo;'), Buffer.from([0xb1, 0xb6]), Buffer.from('\n')]);
  await page.locator('#import-file').setInputFiles({ name: 'latin2.csv', mimeType: 'text/csv', buffer: broken });
  await expect(page.getByText('latin2.csv')).toBeVisible();
  await page.locator('main button[type=submit]').click();
  await expect(page.locator('#error-summary')).toBeFocused();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Pobierz przykładowy plik' }).click();
  expect((await download).suggestedFilename()).toBe('instytucje.csv');
});

test('the director changes, with everything that follows', async ({ page }) => {
  await signIn(page, 'maria.admin');
  await addPerson(page, 'Nowa', 'Kierowniczka');
  const fill = async () => {
    await page.getByRole('button', { name: 'Zmienił się dyrektor' }).click();
    await page.locator('#head-search').fill('Kierowniczka');
    await page.locator('#head-search').press('Tab');
    await page.getByRole('radio', { name: /Nowa Kierowniczka/ }).check();
    await page.locator('#head-title').fill('Kierowniczka');
    await page.locator('#head-from').fill('1.2.2031');
    await submit(page);
  };
  // The chair's own unit: the preview says what becomes of the office. Other journeys need the chair, so it stays one.
  await institution(page, 'PCPR w Miechowie');
  await page.getByRole('button', { name: 'Zmienił się dyrektor' }).click();
  await submit(page);
  await expect(page.locator('dialog[open] #error-summary')).toBeFocused();
  await page.keyboard.press('Escape');
  await fill();
  const dialog = page.locator('dialog[open]');
  await expect(dialog).toContainText('Janusz Patyna przestaje kierować');
  await expect(dialog).toContainText('z utratą miejsca');
  await expect(dialog).toContainText('Renata Zielińska pełni obowiązki przewodniczącego');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await institution(page, 'PCPR w Brzesku');
  await fill();
  await expect(dialog).toContainText('Marek Sikora przestaje kierować');
  await expect(dialog).toContainText('Żadna kadencja się nie zmienia');
  await submit(page);
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  const found = await page.request.get('/api/v1/bodies?kind=convent');
  const convent = (await found.json()).items[0].id;
  const seats = await page.request.get(`/api/v1/bodies/${convent}/seats?limit=200&as_of=2031-02-02T12:00:00Z`);
  const holders = ((await seats.json()).items as { institution_name: string; holder_name: string }[])
    .filter((seat) => seat.institution_name === 'PCPR w Brzesku')
    .map((seat) => seat.holder_name);
  expect(holders).toEqual(['Nowa Kierowniczka']);
});

test('a duplicate with a term is kept, and the other one merged into it', async ({ page }) => {
  await signIn(page, 'maria.admin');
  await addPerson(page, 'Monika', 'NAWALANIEC');
  const twin = page.url();
  await page.getByRole('button', { name: 'Dodaj stanowisko' }).click();
  await page.locator('#post-search').fill('Limanow');
  await page.locator('#post-search').press('Tab');
  await page.getByRole('radio', { name: /PCPR w Limanowej/ }).check();
  await page.locator('#post-title').fill('Specjalistka');
  await page.locator('#post-from').fill('1.2.2025');
  await submit(page);
  await expect(page.getByText('Specjalistka')).toBeVisible();
  await page.goto('/admin/duplicates');
  const card = page.locator('form.card', { hasText: 'NAWALANIEC' }).first();
  await expectAccessible(page);
  await card.getByRole('button', { name: 'Zachowaj ten wpis Monika NAWALANIEC', exact: true }).click();
  await expect(card.locator('.note.danger')).toContainText('kadencję');
  await card.getByRole('button', { name: 'Zachowaj ten wpis Monika Nawalaniec', exact: true }).click();
  await expect(card.locator('.note.attention')).toContainText('stanowiska: 1');
  await card.getByRole('button', { name: 'Połącz' }).click();
  await expect(card).toHaveCount(0);
  await page.goto(twin);
  await expect(page.locator('.note.danger')).toBeVisible();
});

test('a person takes their data, and is forgotten, also in texts', async ({ page }) => {
  await signIn(page, 'maria.admin');
  await addPerson(page, 'Zapomniana', 'Osobowska');
  const address = page.url();
  for (const name of ['Fundacja Zapomnianej Osobowskiej', 'Dom u Osobowskiej']) {
    await page.goto('/admin/institutions');
    await page.locator('.page-action button').click();
    await page.locator('#institution-kind').selectOption('ngo');
    await page.locator('#institution-name').fill(name);
    await submit(page);
    await expect(page.locator('h1')).toHaveText(name);
  }
  await page.goto(address);
  await page.getByRole('link', { name: 'Zobacz i pobierz wszystkie dane' }).click();
  await expect(page.locator('h1')).toHaveText('Dane osobowe: Zapomniana Osobowska');
  await expect(page.locator('#person-data')).toContainText('Nazwisko');
  await expectAccessible(page);
  for (const [button, file] of [['JSON', /\.json$/], ['Pobierz do druku', /\.html$/]] as const) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(file);
    expect(readFileSync((await saved.path())!, 'utf8')).toContain('Osobowska');
  }
  await page.goto(address);
  await page.getByRole('button', { name: 'Usuń dane osobowe' }).click();
  const dialog = page.locator('dialog[open]');
  await expect(dialog.getByRole('checkbox', { name: /Fundacja Zapomnianej Osobowskiej/ })).toBeChecked();
  await expect(dialog.getByRole('checkbox', { name: /Dom u Osobowskiej/ })).not.toBeChecked();
  await expectAccessible(page);
  await submit(page);
  await expect(page.locator('.note.done')).toContainText('zastąpił pseudonim: 1');
  await expect(page.locator('.note.done')).toContainText('Dom u Osobowskiej');
  await expect(page.locator('h1')).toContainText('usunięta');
  await page.goto('/admin/people?q=osobowska');
  await expect(page.locator('.empty')).toBeVisible();
});
