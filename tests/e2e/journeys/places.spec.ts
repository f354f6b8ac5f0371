// Places and files: communes of the register, files that are wrong, what an institution became, professions of posts.
import { type Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../support/journey.ts';

const submit = (page: Page) => page.locator('dialog[open] button[type=submit]').click();

/** Shows what a file would do. */
async function preview(page: Page, kind: string, name: string, content: Buffer | string): Promise<void> {
  await page.goto('/admin/import');
  await page.locator('#import-kind').selectOption(kind);
  await choose(page, name, content);
}

async function choose(page: Page, name: string, content: Buffer | string): Promise<void> {
  await page.locator('#import-file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  await expect(page.getByText(name)).toBeVisible();
  await page.locator('main button[type=submit]').click();
}

async function addInstitution(page: Page, name: string): Promise<void> {
  await page.goto('/admin/institutions');
  await page.locator('.page-action button').click();
  await page.locator('#institution-name').fill(name);
  await submit(page);
  await expect(page.locator('h1')).toHaveText(name);
}

test('communes come from the register, and institutions are found by them', async ({ page }) => {
  await signIn(page, 'maria.admin');
  const rows = [
    'WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA',
    '12;19;;;wielicki;powiat;2026-01-01',
    '12;19;02;2;Gdów;gmina wiejska;2026-01-01',
    '12;19;02;2;Gdów;gmina wiejska;2026-01-01',
    '12;19;04;3;Niepołomice;gmina miejsko-wiejska;2026-01-01',
    '28;02;02;2;Braniewo;gmina wiejska;2026-01-01',
  ];
  await preview(page, 'communes', 'terc.csv', `\ufeff${rows.join('\r\n')}\r\n`);
  const report = page.locator('#import-report');
  await expect(report.getByRole('row', { name: /^4 Gdów gmi/ })).toBeVisible();
  await expect(report).toContainText('Z innych województw');
  await expectAccessible(page);
  await report.getByRole('button', { name: /Zaimportuj/ }).click();
  await expect(report.locator('.note.done')).toBeVisible();
  await page.goto('/regions/12');
  const county = page.locator('main .rows > li', { hasText: 'wielicki' });
  await expect(county).toContainText('znane gminy: 2 z 5');
  await county.locator('summary').click();
  await expectAccessible(page);
  await county.getByRole('link', { name: 'Gdów' }).click();
  await expect(page).toHaveURL(/county=1219&commune=1219022/);
  await expect(page.locator('#filter-commune')).toHaveValue('1219022');
  await page.locator('#filter-county').selectOption('1208');
  await page.locator('main form button[type=submit]').click();
  await expect(page).toHaveURL(/county=1208$/);
  await page.setViewportSize({ width: 320, height: 740 });
  await page.goto('/regions/12');
  await page.locator('main .rows > li', { hasText: 'wielicki' }).locator('summary').click();
  await expectNoSidewaysScroll(page);
});

test('a file that is wrong says why, and nothing is lost', async ({ page }) => {
  await signIn(page, 'maria.admin');
  const count = async () => (await (await page.request.get('/api/v1/institutions?count=true&limit=1')).json()).total;
  const before = await count();
  const summary = page.locator('#error-summary');
  const latin2 = Buffer.concat([Buffer.from('kind;name\nngo;Dom\nngo;'), Buffer.from([0xb1, 0xb6]), Buffer.from('\n')]);
  await preview(page, 'institutions', 'latin2.csv', latin2);
  await expect(summary).toBeFocused();
  await expect(summary).toContainText('Wiersz 3');
  await expect(page.locator('#import-kind')).toHaveValue('institutions');
  // A hundred thousand rows: short ones are counted by the server, long ones never leave the browser.
  await choose(page, 'short.csv', `kind;name\n${'a;b\n'.repeat(100_000)}`);
  await expect(summary).toContainText('5000');
  await page.locator('#import-file').setInputFiles({
    name: 'long.csv', mimeType: 'text/csv', buffer: Buffer.from(`kind;name\n${'ngo;Stowarzyszenie\n'.repeat(100_000)}`),
  });
  await expect(summary).toContainText('600 kB');
  await choose(page, 'rows.csv', 'kind;name;teryt\npcpr;=1+1;1203\npcpr;PCPR w Brzesku;1202\npcpr;Drugie;1202\n');
  const report = page.locator('#import-report');
  await expect(report.getByRole('row', { name: /^2 .*name.*formuła/ })).toBeVisible();
  await expect(report.getByRole('row', { name: /^4 Drugie teryt.*już wyżej/ })).toBeVisible();
  await expect(summary).toHaveCount(0);
  await expectAccessible(page);
  expect(await count()).toBe(before);
});

test('an institution closes, and its page tells what became of it', async ({ page }) => {
  await signIn(page, 'maria.admin');
  for (const name of ['Ogniwo Trzecie', 'Ogniwo Drugie', 'Ogniwo Pierwsze']) await addInstitution(page, name);
  const closes = async (day: string, successor: string) => {
    await page.getByRole('button', { name: 'Zmień dane' }).click();
    await page.locator('#institution-closed').fill(day);
    await page.locator('#successor-search').fill('Ogniwo');
    await page.locator('#successor-search').press('Tab');
    await page.getByRole('radio', { name: successor }).check();
    await submit(page);
    await expect(page.locator('dialog[open]')).toHaveCount(0);
  };
  await page.getByRole('button', { name: 'Zmień dane' }).click();
  await page.locator('#institution-closed').fill('31 lutego');
  await submit(page);
  await expect(page.locator('dialog[open] #error-summary')).toBeFocused();
  await expect(page.locator('#institution-closed')).toHaveValue('31 lutego');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await closes('1.1.2020', 'Ogniwo Drugie');
  await expect(page.locator('main')).toContainText('ma następcę');
  await page.getByRole('link', { name: 'Ogniwo Drugie' }).click();
  await expect(page.locator('h1')).toHaveText('Ogniwo Drugie');
  await closes('1.1.2022', 'Ogniwo Trzecie');
  await expect(page.locator('ol.history li')).toContainText(['Ogniwo Pierwsze', 'Ogniwo Drugie', 'Ogniwo Trzecie']);
  await expectAccessible(page);
  // Back to the first one it must not lead.
  await page.locator('ol.history').getByRole('link', { name: 'Ogniwo Trzecie' }).click();
  await expect(page.locator('h1')).toHaveText('Ogniwo Trzecie');
  await page.getByRole('button', { name: 'Zmień dane' }).click();
  await page.locator('#successor-search').fill('Ogniwo');
  await page.locator('#successor-search').press('Tab');
  await page.getByRole('radio', { name: 'Ogniwo Pierwsze' }).check();
  await submit(page);
  await expect(page.locator('dialog[open] #error-summary')).toBeFocused();
  await expect(page.getByRole('radio', { name: 'Ogniwo Pierwsze' })).toBeChecked();
});

test('a post has a profession, which changes', async ({ page }) => {
  await signIn(page, 'maria.admin');
  await page.goto('/admin/people');
  await page.locator('.page-action button').click();
  await page.locator('#first-name').fill('Zawodowa');
  await page.locator('#last-name').fill('Próbna');
  await submit(page);
  await page.getByRole('button', { name: 'Dodaj stanowisko' }).click();
  await page.locator('#post-search').fill('Limanow');
  await page.locator('#post-search').press('Tab');
  await page.getByRole('radio', { name: /PCPR w Limanowej/ }).check();
  await page.locator('#post-title').fill('Starsza specjalistka');
  await page.locator('#post-profession').selectOption('social_worker');
  await page.locator('#post-from').fill('1.2.2025');
  await submit(page);
  const post = page.locator('main .rows li', { hasText: 'Starsza specjalistka' });
  await expect(post).toContainText('pracownik socjalny');
  await post.getByRole('button', { name: 'Zmień stanowisko' }).click();
  await expect(page.locator('#change-profession')).toHaveValue('social_worker');
  await page.locator('#change-profession').selectOption('family_assistant');
  await expectAccessible(page);
  await submit(page);
  await expect(post).toContainText('asystent rodziny');
});

test('whoever has an account reads and prints what is held about them', async ({ page }) => {
  await signIn(page, 'jan.lis');
  await page.goto('/account');
  await page.getByRole('link', { name: 'Zobacz i pobierz moje dane' }).click();
  await expect(page.locator('h1')).toHaveText(/^Dane osobowe: /);
  await expect(page.locator('#person-data')).toContainText('jan.lis');
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 740 });
  await expectNoSidewaysScroll(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Pobierz do druku' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.html$/);
});
