// What editors of the portal write: albums, frequent questions, a report of a meeting; and what the start page shows.
import { type Page } from '@playwright/test';
import { bodyId, buttonOf, elsewhere, expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../support/journey.ts';
import { bearer, unique } from '../support/people.ts';

/** A PNG of one dot. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

async function upload(page: Page, name: string, words: string): Promise<void> {
  await page.locator('#upload-file').setInputFiles({ name, mimeType: 'image/png', buffer: DOT });
  await page.locator('#upload-alt').fill(words);
  await page.getByRole('button', { name: 'Dodaj plik' }).click();
  await expect(page.locator('.uploads')).toContainText(name);
}

test('a coordinator makes an album, orders its pictures, publishes it and takes it back', async ({ page, browser, server, found }) => {
  await signIn(page, 'anna.kowal');
  await page.goto('/gallery');
  await page.getByRole('link', { name: 'Nowy album' }).click();
  const title = `Warsztaty ${unique('w')}`;
  await page.locator('#album-description').fill('Dwa dni pracy w parach.');
  await page.getByRole('button', { name: 'Zapisz' }).click();
  await expect(page.locator('#error-summary')).toBeFocused();
  await expect(page.locator('#album-description')).toHaveValue('Dwa dni pracy w parach.');
  await page.locator('#album-title').fill(title);
  await page.locator('#album-event').fill('20.11.2026');
  await page.locator('#upload-file').setInputFiles({ name: 'bez-opisu.png', mimeType: 'image/png', buffer: DOT });
  await page.getByRole('button', { name: 'Dodaj plik' }).click();
  await expect(page.locator('#upload-alt')).toBeFocused();
  await expect(page.locator('#upload-alt-error')).toContainText('Co widać');
  await upload(page, 'pierwsze.png', 'Dwie osoby przy stole');
  await upload(page, 'drugie.png', 'Tablica z notatkami');
  await upload(page, 'trzecie.png', 'Pusta sala');
  await page.getByLabel('Podpis zdjęcia 2').fill('Notatki z dyskusji');
  await page.getByRole('button', { name: buttonOf('W górę', 'drugie.png') }).click();
  await expect(page.locator('#image-0')).toBeFocused();
  await page.getByRole('button', { name: buttonOf('Usuń', 'trzecie.png') }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Zapisz' }).click();
  await expect(page.locator('h1')).toHaveText(title);
  await expect(page.locator('.pictures img')).toHaveCount(2);
  await expect(page.locator('.pictures li').first()).toContainText('Notatki z dyskusji');
  const visitor = await elsewhere(browser, server, found);
  await visitor.goto(page.url());
  await expect(visitor.locator('h1')).toHaveText('Nie znaleziono');
  await page.getByRole('button', { name: 'Opublikuj' }).click();
  await expect(page.getByRole('button', { name: 'Wycofaj' })).toBeVisible();
  await visitor.reload();
  await expect(visitor.locator('h1')).toHaveText(title);
  const alternatives = await visitor.locator('.pictures img').evaluateAll((all) => all.map((image) => image.getAttribute('alt')));
  expect(alternatives).toEqual(['Tablica z notatkami', 'Dwie osoby przy stole']);
  await expect(visitor.getByRole('link', { name: 'Zmień' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Zmień' }).click();
  await page.locator('#album-title').fill(`${title}, relacja`);
  await page.getByRole('button', { name: 'Zapisz' }).click();
  await expect(page.locator('h1')).toHaveText(`${title}, relacja`);
  await page.getByRole('button', { name: 'Wycofaj' }).click();
  await expect(page.locator('.note')).toContainText('Album wycofano');
  await visitor.reload();
  await expect(visitor.locator('h1')).toHaveText('Nie znaleziono');
  await visitor.goto('/gallery/new');
  await expect(visitor.locator('main')).toContainText('Albumy tworzą koordynatorzy');
  await visitor.context().close();
});

test('an administrator writes a question, moves it, publishes it and takes it back', async ({ page, browser, server, found }) => {
  await signIn(page, 'maria.admin');
  await page.goto('/faq');
  await page.getByRole('link', { name: 'Nowe pytanie' }).click();
  const question = `Czy mogę przyjść ${unique('q')}?`;
  await page.locator('#faq-area').selectOption('site');
  await page.locator('#faq-question').fill(question);
  await page.locator('#faq-position').fill('zero');
  await page.getByRole('button', { name: 'Zapisz' }).click();
  await expect(page.locator('#error-summary')).toContainText('Podaj liczbę od 1 do 9999.');
  await expect(page.locator('#faq-answer')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#faq-question')).toHaveValue(question);
  await page.locator('#faq-answer').fill('Tak.\n\n- w dni robocze\n- po zgłoszeniu');
  await page.locator('#faq-position').fill('9000');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Zapisz' }).click();
  await expect(page.locator('h1')).toHaveText('Najczęstsze pytania');
  const area = page.getByRole('heading', { name: 'Serwis i konta' }).locator('xpath=ancestor::section');
  const questions = area.locator('summary');
  await expect(questions.last()).toContainText(question);
  await questions.last().click();
  await area.getByRole('button', { name: buttonOf('W górę', question) }).click();
  await expect(questions.nth(-2)).toContainText(question);
  await area.getByRole('button', { name: buttonOf('W dół', question) }).click();
  await expect(questions.last()).toContainText(question);
  const visitor = await elsewhere(browser, server, found);
  await visitor.goto('/faq');
  await expect(visitor.locator('main')).not.toContainText(question);
  await expect(visitor.getByRole('button', { name: /W górę|Opublikuj/ })).toHaveCount(0);
  await area.getByRole('button', { name: buttonOf('Opublikuj', question) }).click();
  await expect(page.locator('.toasts')).toContainText('Opublikowano');
  await visitor.reload();
  await visitor.getByText(question).click();
  await expect(visitor.locator('main')).toContainText('po zgłoszeniu');
  await area.getByRole('link', { name: buttonOf('Zmień', question) }).click();
  await expect(page.locator('#faq-answer')).toHaveValue(/w dni robocze/);
  await page.locator('#faq-answer').fill('Nie.');
  await page.getByRole('button', { name: 'Zapisz' }).click();
  await questions.last().click();
  await expect(area).toContainText('Nie.');
  await area.getByRole('button', { name: buttonOf('Wycofaj', question) }).click();
  await expect(page.locator('.toasts')).toContainText('Wycofano');
  await visitor.reload();
  await expect(visitor.locator('main')).not.toContainText(question);
  await visitor.context().close();
});

/** A meeting of the group on family support that was held. */
async function heldMeeting(page: Page): Promise<string> {
  const body = await bodyId(page, 'wspierania rodziny');
  const { items } = await (await page.request.get(`/api/v1/meetings?body_id=${body}&state=held&limit=200`)).json();
  return items[0].id;
}

test('a coordinator writes the report of a held meeting from its public facts, with the marks of earlier news', async ({ page, browser, server, found }) => {
  await signIn(page, 'anna.kowal');
  const meeting = await heldMeeting(page);
  await page.goto(`/meetings/${meeting}`);
  await page.getByRole('link', { name: 'Napisz relację' }).click();
  await expect(page.locator('#news-kind')).toHaveValue('report');
  await expect(page.locator('#news-title')).toHaveValue(/^Relacja: /);
  await expect(page.locator('#news-event')).toHaveValue(/^\d{1,2}\.\d{1,2}\.\d{4}$/);
  await expect(page.locator('#news-lead')).toHaveValue(/Termin: \d{1,2} [a-zńśź]+ \d{4} r\./);
  await expect(page.locator('#news-body')).toHaveValue(/^## Przebieg\n\n- /);
  await expect(page.locator('#news-publisher')).not.toHaveValue('');
  await expect(page.locator('#news-meeting')).toHaveValue(meeting);
  await expect(page.locator('#news-place')).toHaveValue(await bodyId(page, 'wspierania rodziny'));
  await page.locator('#logo-library summary').click();
  await page.getByRole('button', { name: buttonOf('Dodaj znak', 'Unia Europejska') }).click();
  await expect(page.getByRole('button', { name: buttonOf('Dodaj znak', 'Unia Europejska') })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Zapisz' }).click();
  await expect(page.locator('h1')).toHaveText(/^Relacja: /);
  await expect(page.locator('.logos img')).toHaveCount(1);
  await expect(page.locator('main').getByRole('link').and(page.locator(`[href="/meetings/${meeting}"]`))).toBeVisible();
  const member = await elsewhere(browser, server, found);
  await signIn(member, 'jan.lis');
  await member.goto(`/meetings/${meeting}`);
  await expect(member.locator('h1:not(.pending)')).toBeVisible();
  await expect(member.getByRole('link', { name: 'Napisz relację' })).toHaveCount(0);
  await member.context().close();
});

test('an operator chooses the region that a piece of news belongs to', async ({ page, request }) => {
  await signIn(page, 'demo.operator');
  await page.goto('/news/new');
  await page.locator('#news-title').fill('Wieści z Warmii i Mazur');
  await page.locator('#place-region').selectOption({ label: 'warmińsko-mazurskie' });
  await expect(page.locator('#news-title')).toHaveValue('Wieści z Warmii i Mazur');
  await expect(page.locator('#news-place')).toHaveValue('');
  await page.locator('#news-publisher').fill('ROPS w Olsztynie');
  await page.getByRole('button', { name: 'Zapisz' }).click();
  await expect(page.locator('h1')).toHaveText('Wieści z Warmii i Mazur');
  const headers = await bearer(request, 'demo.operator');
  const news = await (await page.request.get(`/api/v1/news-items/${page.url().split('/').pop()}`, { headers })).json();
  const region = await (await page.request.get(`/api/v1/regions/${news.region_id}`)).json();
  expect(region.name).toBe('warmińsko-mazurskie');
});

test('the start page shows what can be registered for, this year\'s programmes and the latest news', async ({ page }) => {
  await page.goto('/');
  const part = (name: string) => page.getByRole('heading', { name, exact: true }).locator('xpath=ancestor::section');
  await expect(part('Trwają zapisy').locator('.rows > li')).not.toHaveCount(0);
  await expect(part('Trwają zapisy')).toContainText('zapisy trwają');
  await expect(part('Programy na ten rok').locator('.rows > li')).not.toHaveCount(0);
  await expect(part('Aktualności').locator('.rows > li')).not.toHaveCount(0);
  const feed = page.locator('link[rel=alternate][type="application/atom+xml"]');
  const answer = await page.request.get((await feed.getAttribute('href')) ?? '');
  expect(answer.headers()['content-type']).toContain('application/atom+xml');
  expect(await answer.text()).toContain('<entry>');
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page);
  await signIn(page, 'jan.lis');
  await page.goto('/');
  await expect(page.locator('h1')).toHaveText('Moja praca');
  await expect(part('Aktualności').locator('.rows > li')).not.toHaveCount(0);
  await expectAccessible(page);
});
