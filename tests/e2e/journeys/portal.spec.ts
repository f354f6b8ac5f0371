// What the public reads: news, the gallery, questions, the statements; and the navigation on a phone.
import { enter } from '../support/agenda.ts';
import { bodyId, elsewhere, expect, expectAccessible, signIn, tabTo, test } from '../support/journey.ts';

test('a visitor reads a piece of news, the meeting that it tells of, and comes back', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Nawigacja główna' }).getByRole('link', { name: 'Aktualności' }).click();
  await expect(page.locator('h1')).toHaveText('Aktualności');
  await page.locator('#search-news').fill('pieczy');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/news\?q=pieczy$/);
  await page.getByRole('link', { name: 'Podsumowanie spotkania grupy ds. pieczy' }).click();
  await expect(page.locator('h1')).toHaveText('Podsumowanie spotkania grupy ds. pieczy');
  await expect(page.locator('.funding')).toContainText('Programu Operacyjnego Kapitał Ludzki');
  await expect(page.locator('.logos img')).toHaveCount(4);
  for (const logo of await page.locator('.logos img').all()) {
    await logo.scrollIntoViewIfNeeded();
    await expect.poll(() => logo.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBe(320);
  }
  const meeting = page.getByRole('link', { name: /^(Spotkanie|Posiedzenie|Podsumowanie).*pieczy/ }).and(page.locator('[href^="/meetings/"]'));
  await meeting.click();
  await expect(page).toHaveURL(/\/meetings\//);
  await expect(page.locator('main')).toContainText('Program');
  await page.goBack();
  await expect(page.locator('h1')).toHaveText('Podsumowanie spotkania grupy ds. pieczy');
  await page.getByRole('link', { name: 'Powrót do aktualności' }).click();
  await expect(page).toHaveURL(/\/news$/);
});

test('the navigation of a phone is worked by keyboard alone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/');
  await expect(page.locator('h1:not(.pending)')).toBeVisible();
  const more = page.getByRole('button', { name: 'Więcej' });
  await tabTo(page, more);
  await page.keyboard.press('Enter');
  const sheet = page.locator('#more-places');
  await expect(sheet).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(more).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, sheet.getByRole('link', { name: 'Galeria' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/gallery$/);
  await expect(page.locator('h1')).toBeFocused();
  await expect(sheet).toBeHidden();
  await expect(more).toHaveAttribute('aria-current', 'true');
  await page.goto('/groups');
  const groups = page.getByRole('navigation', { name: 'Nawigacja główna' }).getByRole('link', { name: 'Grupy' });
  await expect(groups).toHaveAttribute('aria-current', 'page');
  await expect(more).not.toHaveAttribute('aria-current');
});

/** Parts that the technical rules of the accessibility statement name. */
const STATEMENT = [
  'deklaracja', 'wstep', 'podmiot', 'zakres', 'url', 'data-publikacja', 'data-aktualizacja', 'status', 'ocena',
  'data-sporzadzenie', 'kontakt', 'osoba', 'email', 'telefon', 'procedura', 'architektura', 'komunikacja', 'aplikacje',
];

for (const [language, title] of [['pl', 'Deklaracja dostępności'], ['en', 'Accessibility statement']] as const) {
  test(`the accessibility statement has every part that the law wants: ${language}`, async ({ page }) => {
    await page.addInitScript((tag) => localStorage.setItem('obrady.lang', tag), language);
    await page.goto('/groups');
    await page.locator('footer').getByRole('link', { name: title }).click();
    await expect(page.locator('h1#a11y-deklaracja')).toHaveText(title);
    await expect(page.locator('#a11y-komunikacja')).toBeVisible();
    for (const part of STATEMENT) {
      await expect(page.locator(`#a11y-${part}`), part).toHaveCount(1);
      await expect(page.locator(`#a11y-${part}`), part).not.toBeEmpty();
    }
    for (const date of await page.locator('main time').allTextContents()) expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const words of language === 'pl'
      ? ['Treści niedostępne', 'Nadmierne koszty', 'do 31 marca', 'Skróty klawiszowe', 'Rzecznika Praw Obywatelskich', 'Adres siedziby']
      : ['What is not accessible', 'Disproportionate burden', 'by 31 March', 'Keyboard shortcuts', 'Rzecznik Praw Obywatelskich', 'Address of the seat']) {
      await expect(page.locator('main')).toContainText(words);
    }
    await page.goto('/deklaracja-dostepnosci');
    await expect(page.locator('h1#a11y-deklaracja')).toHaveText(title);
  });
}

test('the privacy policy says which cookie there is, and there is no other', async ({ page, context }) => {
  await page.goto('/groups');
  await page.locator('footer').getByRole('link', { name: 'Polityka prywatności' }).click();
  await expect(page.locator('h1')).toHaveText('Polityka prywatności');
  await expect(page.locator('main')).toContainText('jednego niezbędnego pliku cookie');
  expect(await context.cookies()).toEqual([]);
});

/** Texts that run as scripts where a page takes them for markup. */
const HOSTILE = [
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<svg onload=alert(1)>', '"><script>alert(1)</script>',
  "'-alert(1)-'", '{{constructor.constructor("alert(1)")()}}', '<iframe srcdoc="<script>parent.alert(1)</script>">',
  '[link](javascript:alert(1))', '## <script>alert(1)</script>', '- <img src=x onerror=alert(1)>', '</textarea><script>alert(1)</script>',
];

test('hostile texts of news are shown as they were written', async ({ page }) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const headers = { Authorization: `Bearer ${await enter(page, 'anna.kowal')}` };
  const text = HOSTILE.join('\n\n');
  const data = { kind: 'news', title: HOSTILE[1], lead: HOSTILE[0], body: text, publisher: HOSTILE[3], author: HOSTILE[2], body_id: await bodyId(page, 'wspierania rodziny') };
  const made = await page.request.post('/api/v1/news-items', { headers, data });
  expect(made.status(), await made.text()).toBe(201);
  const { id } = (await made.json()) as { id: string };
  await page.goto(`/news/${id}`);
  await expect(page.locator('h1')).toHaveText(HOSTILE[1] ?? '');
  await expect(page.locator('article')).toContainText('{{constructor.constructor');
  expect(await page.locator('main script, main iframe, main img').count()).toBe(0);
  await page.goto('/news');
  await expect(page.locator('main')).toContainText(HOSTILE[0] ?? '');
  expect(dialogs).toEqual([]);
});

/** A PNG of one dot, as a camera's file would come. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

test('a coordinator writes, previews and publishes a piece of news with a photo, and takes it back', async ({ page, browser, server, found }) => {
  await signIn(page, 'anna.kowal');
  await page.goto('/news');
  await page.getByRole('link', { name: 'Napisz aktualność' }).click();
  await expect(page.locator('h1')).toHaveText('Nowa aktualność');
  await page.getByRole('button', { name: 'Zapisz' }).click();
  await expect(page.locator('#error-summary')).toBeFocused();
  await expect(page.locator('#news-title')).toHaveAttribute('aria-invalid', 'true');
  await page.locator('#news-kind').selectOption('report');
  await page.locator('#news-title').fill('Relacja z warsztatów asystentów');
  await page.locator('#news-lead').fill('Asystenci rodziny ćwiczyli rozmowę motywującą.');
  await page.locator('#news-body').fill('## Przebieg\n\nPracowano w parach.\n\n- rozmowa\n- notatka');
  await page.locator('#news-publisher').fill('ROPS w Krakowie');
  await page.locator('#upload-file').setInputFiles({ name: 'warsztaty.png', mimeType: 'image/png', buffer: DOT });
  await page.getByRole('button', { name: 'Dodaj plik' }).click();
  await expect(page.locator('#upload-alt')).toBeFocused();
  await expect(page.locator('#upload-alt-error')).toContainText('Co widać');
  await page.locator('#upload-alt').fill('Dwie osoby rozmawiają przy stole');
  await page.getByRole('button', { name: 'Dodaj plik' }).click();
  await expect(page.locator('.uploads')).toContainText('warsztaty.png');
  await page.getByRole('button', { name: 'Podgląd' }).click();
  await expect(page.locator('.preview h2').first()).toHaveText('Przebieg');
  await expect(page.locator('.preview img')).toHaveAttribute('src', /^data:image\/png;base64,/);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Zapisz' }).click();
  await expect(page.locator('h1')).toHaveText('Relacja z warsztatów asystentów');
  const address = page.url();
  const visitor = await elsewhere(browser, server, found);
  await visitor.goto(address);
  await expect(visitor.locator('h1')).toHaveText('Nie znaleziono');
  // A report says when it was.
  await page.getByRole('button', { name: 'Opublikuj' }).click();
  await expect(page.locator('.toasts')).toContainText('Do publikacji brakuje treści');
  await page.getByRole('link', { name: 'Zmień' }).click();
  await page.locator('#news-event').fill('20.11.2026');
  await page.getByRole('button', { name: 'Zapisz' }).click();
  await expect(page.locator('.page-head')).toContainText('20 listopada 2026');
  await page.getByRole('button', { name: 'Opublikuj' }).click();
  await expect(page.getByRole('button', { name: 'Wycofaj' })).toBeVisible();
  await visitor.reload();
  await expect(visitor.locator('h1')).toHaveText('Relacja z warsztatów asystentów');
  const photo = visitor.getByRole('img', { name: 'Dwie osoby rozmawiają przy stole' });
  await expect(photo).toBeVisible();
  await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  await visitor.goto('/news');
  await expect(visitor.locator('main')).toContainText('Relacja z warsztatów asystentów');
  await page.getByRole('button', { name: 'Wycofaj' }).click();
  await expect(page.locator('.note')).toContainText('Tekst wycofano');
  await visitor.goto(address);
  await expect(visitor.locator('h1')).toHaveText('Nie znaleziono');
  await visitor.context().close();
});
