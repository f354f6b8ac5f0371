// What is recorded at a meeting is put right, outlives the network and the page, and loses no text to others; proposals
// to an agenda are answered.
import { type Page } from '@playwright/test';
import { elsewhere, expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../support/journey.ts';
import { begunMeeting, openDraft } from '../support/agenda.ts';

const row = (page: Page, title: string) => page.locator('.run .agenda-row', { hasText: title });
/** A button's word, and what it is about, which is there for screen readers. */
const named = (word: string, about: string) => new RegExp(`^${word} ?: ${about}$`);
const dialog = (page: Page) => page.locator('dialog[open]');

async function record(page: Page, text: string): Promise<void> {
  await page.locator('#entry-text').fill(text);
  await page.locator('#entry-text').press('Enter');
  await expect(page.locator('#entry-text')).toHaveValue('');
}

test('statements, findings, decisions and tasks are put right and removed; an item gets its outcome', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await begunMeeting(page, ['Dyskusja', 'Plan']);
  await page.locator('#run-next').click();
  await expect(page.locator('.run-now')).toHaveText('Dyskusja');
  // A statement by name: found by typing, chosen by key.
  await page.locator('#entry-side').selectOption('person');
  await page.locator('#entry-speaker').fill('Patyna');
  await page.getByRole('radio', { name: /Janusz Patyna/ }).check();
  await record(page, 'Program powiela zapisy.');
  await expect(row(page, 'Dyskusja')).toContainText('Janusz Patyna: Program powiela zapisy.');
  await page.locator('#entry-side').selectOption('host');
  await page.locator('#entry-reply').selectOption({ index: 1 });
  await record(page, 'Program uzupełnia inne.');
  await expect(row(page, 'Dyskusja')).toContainText('(odpowiedź na głos 1)');
  await expectAccessible(page);
  // It was an institution that spoke, and in other words.
  await page.getByRole('button', { name: named('Popraw', 'Program powiela zapisy.') }).click();
  await dialog(page).locator('#change-side').selectOption('institution');
  await dialog(page).locator('#change-speaker').fill('Miech');
  await dialog(page).getByRole('radio', { name: 'PCPR w Miechowie' }).check();
  await dialog(page).locator('#change-text').fill('Program w części powiela zapisy.');
  await expectAccessible(page);
  await dialog(page).getByRole('button', { name: 'Zapisz' }).click();
  await expect(row(page, 'Dyskusja')).toContainText('PCPR w Miechowie: Program w części powiela zapisy.');
  // An action item that promises a letter, put right.
  await page.locator('.run-entry').getByRole('button', { name: 'Zadanie' }).click();
  await page.locator('#entry-owner').selectOption({ index: 1 });
  await page.locator('#entry-due').fill('30.11.2027');
  await page.locator('#entry-kind').selectOption('letter');
  await record(page, 'Napisać do ministerstwa');
  await expect(row(page, 'Dyskusja')).toContainText('pismo');
  await row(page, 'Dyskusja').getByRole('button', { name: named('Popraw', 'Napisać do ministerstwa') }).click();
  await dialog(page).locator('#change-kind').selectOption('report');
  await dialog(page).locator('#change-due').fill('31.12.2027');
  await dialog(page).getByRole('button', { name: 'Zapisz' }).click();
  await expect(row(page, 'Dyskusja')).toContainText('raport');
  await expect(row(page, 'Dyskusja')).toContainText('31 grudnia 2027');
  // What was a mistake goes, once it was asked for.
  await page.locator('.run-entry').getByRole('button', { name: 'Ustalenie' }).click();
  await record(page, 'Pomyłka');
  await page.getByRole('button', { name: named('Popraw', 'Pomyłka') }).click();
  await dialog(page).getByRole('button', { name: 'Usuń' }).click();
  await expect(dialog(page)).toContainText('Usunąć ten zapis?');
  await dialog(page).getByRole('button', { name: 'Usuń' }).click();
  await expect(row(page, 'Dyskusja')).not.toContainText('Pomyłka');
  // The outcome.
  await page.getByRole('button', { name: named('Dopisz wynik', 'Dyskusja') }).click();
  await dialog(page).locator('#change-outcome').fill('Uwagi trafią do programu.');
  await dialog(page).getByRole('button', { name: 'Zapisz' }).click();
  await expect(row(page, 'Dyskusja').locator('.agenda-outcome')).toHaveText('Uwagi trafią do programu.');
  await page.setViewportSize({ width: 320, height: 740 });
  await expectNoSidewaysScroll(page);
});

test('an action item goes on later or is given up, each with its reason', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await begunMeeting(page, ['Zadania']);
  await page.locator('#run-next').click();
  for (const title of ['Idzie dalej', 'Nie będzie']) {
    await page.locator('.run-entry').getByRole('button', { name: 'Zadanie' }).click();
    await page.locator('#entry-owner').selectOption({ index: 1 });
    await page.locator('#entry-due').fill('30.11.2027');
    await record(page, title);
  }
  const task = (title: string) => page.locator('.run .rows .row', { hasText: title });
  await task('Idzie dalej').getByRole('button', { name: /^Przenieś termin/ }).click();
  await dialog(page).locator('#carry-due').fill('1.11.2027');
  await dialog(page).getByRole('button', { name: 'Przenieś', exact: true }).click();
  await expect(dialog(page).locator('#error-summary')).toContainText('późniejszy niż');
  await dialog(page).locator('#carry-due').fill('15.1.2028');
  await dialog(page).locator('#carry-reason').fill('Czekamy na zmianę ustawy.');
  await expectAccessible(page);
  await dialog(page).getByRole('button', { name: 'Przenieś', exact: true }).click();
  await expect(task('Idzie dalej')).toContainText('15 stycznia 2028');
  await task('Nie będzie').getByRole('button', { name: /^Anuluj zadanie/ }).click();
  await dialog(page).getByRole('button', { name: 'Anuluj zadanie' }).click();
  await expect(dialog(page).locator('#error-summary')).toContainText('Podaj powód');
  await dialog(page).locator('#give-up-reason').fill('Zrobił to już ktoś inny.');
  await dialog(page).getByRole('button', { name: 'Anuluj zadanie' }).click();
  await expect(task('Nie będzie')).toHaveCount(0);
  await page.reload();
  await expect(row(page, 'Zadania')).toContainText('Czekamy na zmianę ustawy.');
  await expect(row(page, 'Zadania')).toContainText('Zrobił to już ktoś inny.');
});

test('what is unsent outlives the page, and goes with signing out', async ({ page, context }) => {
  await signIn(page, 'anna.kowal');
  const { id } = await begunMeeting(page, ['Bez sieci']);
  await page.locator('#run-next').click();
  await expect(page.locator('.run-now')).toHaveText('Bez sieci');
  const writes = `**/api/v1/agenda-items/*/statements`;
  await context.route(writes, (route) => route.abort());
  await record(page, 'Powiedziane bez sieci.');
  await expect(page.locator('.run-unsent')).toContainText('Powiedziane bez sieci.');
  // Another page, and the page loaded anew: it is there still, and goes out when the network is back.
  await page.goto('/my-work');
  await expect(page.locator('h1')).toHaveText('Moja praca');
  await page.goto(`/meetings/${id}/run`);
  await expect(page.locator('.run-unsent')).toContainText('Powiedziane bez sieci.');
  await context.unroute(writes);
  await expect(row(page, 'Bez sieci')).toContainText('Powiedziane bez sieci.', { timeout: 15_000 });
  await expect(page.locator('.run-unsent')).toHaveCount(0);
  await expect(row(page, 'Bez sieci').getByText('Powiedziane bez sieci.')).toHaveCount(1);
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('obrady.unsent.')));
  expect(await kept()).toEqual([]);
  // Whoever signs out leaves nothing behind.
  await context.route(writes, (route) => route.abort());
  await record(page, 'Nie dla następnej osoby.');
  await expect.poll(async () => (await kept()).length).toBe(1);
  await page.locator('#settings-button').click();
  await Promise.all([page.waitForEvent('load'), page.getByText('Wyloguj się').click()]);
  await expect(page.locator('.who-name')).toHaveCount(0);
  expect(await kept()).toEqual([]);
});

test('two people put the same entry right: both texts are shown and none is lost', async ({ page, browser, server, found }) => {
  await signIn(page, 'anna.kowal');
  const { id } = await begunMeeting(page, ['Wspólny punkt']);
  await page.locator('#run-next').click();
  await page.locator('.run-entry').getByRole('button', { name: 'Ustalenie' }).click();
  await record(page, 'Ustalenie pierwsze');
  await page.getByRole('button', { name: named('Popraw', 'Ustalenie pierwsze') }).click();
  await dialog(page).locator('#change-text').fill('Ustalenie Anny');
  const other = await elsewhere(browser, server, found);
  await signIn(other, 'maria.admin');
  await other.goto(`/meetings/${id}/run`);
  await other.getByRole('button', { name: named('Popraw', 'Ustalenie pierwsze') }).click();
  await dialog(other).locator('#change-text').fill('Ustalenie Marii');
  await dialog(other).getByRole('button', { name: 'Zapisz' }).click();
  await expect(row(other, 'Wspólny punkt')).toContainText('Ustalenie Marii');
  await dialog(page).getByRole('button', { name: 'Zapisz' }).click();
  const both = page.locator('.clash-texts');
  await expect(both).toContainText('Ustalenie Anny');
  await expect(both).toContainText('Ustalenie Marii');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Zapisz mój tekst' }).click();
  await expect(both).toHaveCount(0);
  await expect(row(page, 'Wspólny punkt')).toContainText('Ustalenie Anny');
});

test('attendance: signed, left early, in the place of somebody', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await begunMeeting(page, ['Obecność']);
  const person = page.locator('.run-person').first();
  // The list is drawn anew when it was saved.
  const saved = async (act: () => Promise<unknown>) => {
    const list = page.waitForResponse((answer) => answer.url().endsWith('/attendance') && answer.request().method() === 'GET');
    await act();
    await list;
  };
  await person.getByRole('button', { name: /^Wyszedł wcześniej/ }).click();
  await expect(person.getByLabel('Wyszedł', { exact: true })).toBeVisible();
  for (const [label, time] of [['Wyszedł', '23:50'], ['Przyszedł', '0:05']] as const) {
    const field = person.getByLabel(label, { exact: true });
    await field.fill(time);
    await saved(() => field.press('Tab'));
  }
  await saved(() => person.getByLabel(/^podpis na liście/).check());
  await page.reload();
  await expect(person.getByLabel(/^podpis na liście/)).toBeChecked();
  await expect(person.getByLabel('Przyszedł')).toHaveValue('0:05');
  await expect(person.getByLabel('Wyszedł', { exact: true })).toHaveValue('23:50');
  await person.getByText(/^Więcej/).click();
  await person.getByLabel('W zastępstwie za').selectOption({ index: 1 });
  await expect(page.locator('.run-person', { hasText: /^.*za: / }).first()).toBeVisible();
  await expectAccessible(page);
});

test('a proposal is taken into the agenda by key and another one left to the next meeting', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await begunMeeting(page, ['Źródło zadań']);
  await page.locator('#run-next').click();
  for (const title of ['Pismo do ministra', 'Nie teraz']) {
    await page.locator('.run-entry').getByRole('button', { name: 'Zadanie' }).click();
    await page.locator('#entry-owner').selectOption({ index: 1 });
    await page.locator('#entry-due').fill('30.11.2027');
    await record(page, title);
    await expect(row(page, 'Źródło zadań')).toContainText(title);
  }
  await openDraft(page, [['2027-05-11', '10:00', '13:00']], []);
  await page.getByRole('button', { name: 'Z listy tematów' }).click();
  const proposal = (title: string) => dialog(page).locator('[id^=proposal-]', { hasText: title });
  await expect(proposal('Pismo do ministra')).toBeVisible();
  await expectAccessible(page);
  await proposal('Pismo do ministra').focus();
  await page.keyboard.press('Enter');
  await expect(proposal('Pismo do ministra')).toContainText('w porządku obrad');
  await proposal('Nie teraz').getByRole('button', { name: 'Nie tym razem' }).click();
  await expect(proposal('Nie teraz')).toContainText('nie tym razem');
  await page.keyboard.press('Escape');
  await expect(page.locator('.agenda-row .agenda-name')).toHaveText(['Zadanie: Pismo do ministra']);
  await expect(page.locator('.agenda-tools').getByText(/^Zapisano/)).toBeVisible();
  // It is remembered; and what is removed from the agenda waits again.
  await page.reload();
  await page.getByRole('button', { name: 'Z listy tematów' }).click();
  await expect(proposal('Pismo do ministra')).toContainText('w porządku obrad');
  await proposal('Nie teraz').getByRole('button', { name: /^Jednak zaproponuj/ }).click();
  await expect(proposal('Nie teraz').getByRole('button', { name: /^Dodaj/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.locator('.agenda-row').getByRole('button', { name: 'Usuń', exact: true }).click();
  await page.getByRole('button', { name: 'Z listy tematów' }).click();
  await expect(proposal('Pismo do ministra').getByRole('button', { name: /^Dodaj/ })).toBeVisible();
});

test('on a phone a row of the agenda takes two lines', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page, 'anna.kowal');
  await openDraft(page, [['2027-05-12', '10:00', '13:00']], [{ title: 'Otwarcie' }, { title: 'Dyskusja' }]);
  const item = page.locator('.agenda-row').first();
  expect((await item.boundingBox())?.height).toBeLessThan(100);
  await item.getByRole('button', { name: 'Więcej' }).click();
  await item.getByRole('button', { name: 'W dół' }).click();
  await expect(page.locator('.agenda-row .agenda-name')).toHaveText(['Dyskusja', 'Otwarcie']);
  await expectNoSidewaysScroll(page);
});
