// Signing up for trainings: the clause, the waiting list and its reasons, people of an institution, and what is refused.
import { type Page } from '@playwright/test';
import { buttonOf, elsewhere, expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../support/journey.ts';
import { bearer, unique } from '../support/people.ts';
import { changeEdition, inDays, newClause, newEdition, participant, register } from '../support/trainings.ts';

const summary = (page: Page) => page.locator('#error-summary');
const signUp = (page: Page) => page.locator('#sign-up').getByRole('button', { name: 'Zapisz się' }).click();
const staff = (page: Page) => page.getByRole('heading', { name: 'Pracownicy: PCPR w Wieliczce' }).locator('xpath=ancestor::section');

async function why(page: Page): Promise<void> {
  const reasons = page.locator('details.why').first();
  await reasons.locator('summary').click();
  await expect(reasons.locator('.decisions')).toBeVisible();
}

test('a participant signs up once the information clause is read, and withdraws', async ({ page, request }) => {
  const edition = await newEdition(request, 'Rozmowa motywująca');
  const person = await participant(request, 'Kalina', 'Wrzos');
  await page.goto(`/trainings/${edition.id}`);
  await expect(page.locator('#sign-up')).toContainText('Aby się zapisać, zaloguj się.');
  await signIn(page, person.name);
  await page.goto(`/trainings/${edition.id}`);
  await page.locator('#sign-up-diet').fill('bez glutenu');
  await signUp(page);
  await expect(summary(page)).toBeFocused();
  await expect(summary(page)).toContainText('Potwierdź, że znasz informację o danych osobowych.');
  await expect(page.locator('#sign-up-diet')).toHaveValue('bez glutenu');
  await page.locator('details.clause summary').click();
  await expect(page.locator('details.clause')).toContainText('Administrator');
  await page.locator('#sign-up-clause').check();
  await expectAccessible(page);
  await signUp(page);
  await expect(page.locator('.toasts')).toContainText('Masz miejsce.');
  await expect(page.locator('#sign-up')).toContainText('ma miejsce');
  await why(page);
  await expect(page.locator('.decisions')).toContainText('były wolne miejsca');
  await page.goto('/trainings/mine');
  await expect(page.getByRole('link', { name: 'Rozmowa motywująca' })).toBeVisible();
  await page.getByRole('button', { name: buttonOf('Wycofaj', 'Kalina Wrzos') }).click();
  await page.locator('#withdraw-reason').fill('Zmiana planów');
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page.locator('main')).toContainText('wycofane');
});

test('who comes when all is taken waits with a reason, and gets the place that somebody gives up', async ({ page, browser, server, found, request }) => {
  const edition = await newEdition(request, 'Jedno miejsce', { capacity: 1 });
  const first = await participant(request, 'Olga', 'Pierwsza');
  const second = await participant(request, 'Igor', 'Drugi');
  await register(request, edition, first.person);
  await signIn(page, second.name);
  await page.goto(`/trainings/${edition.id}`);
  await expect(page.locator('#sign-up')).toContainText('Po zapisaniu trafisz na listę rezerwową.');
  await page.locator('#sign-up-clause').check();
  await signUp(page);
  await expect(page.locator('.toasts')).toContainText('Jesteś na liście rezerwowej, miejsce 1.');
  await expect(page.locator('#sign-up')).toContainText('miejsce 1 na liście rezerwowej');
  await why(page);
  await expect(page.locator('.decisions')).toContainText('wszystkie miejsca były zajęte');
  const coordinator = await elsewhere(browser, server, found);
  await signIn(coordinator, 'anna.kowal');
  await coordinator.goto(`/trainings/${edition.id}/manage`);
  await coordinator.getByRole('button', { name: buttonOf('Wycofaj', 'Olga Pierwsza') }).click();
  await coordinator.locator('#withdraw-reason').fill('Choroba');
  await coordinator.locator('dialog[open] button[type=submit]').click();
  await expect(coordinator.getByRole('heading', { name: 'Mają miejsce (1/1)' })).toBeVisible();
  await expect(coordinator.locator('table')).toContainText('Igor Drugi');
  await coordinator.context().close();
  await page.reload();
  await expect(page.locator('#sign-up')).toContainText('ma miejsce');
  await why(page);
  await expect(page.locator('.decisions li')).toHaveCount(2);
  await expect(page.locator('.decisions')).toContainText('z listy rezerwowej (było 1. miejsce): ktoś zrezygnował');
});

test('a representative registers people of the institution up to its limit and swaps one without losing the place', async ({ page, request }) => {
  const edition = await newEdition(request, 'Dla zespołów', { institution_limit: 2 });
  await signIn(page, 'norbert.sasanka');
  await page.goto(`/trainings/${edition.id}`);
  const people = staff(page);
  await people.getByRole('button', { name: buttonOf('Zapisz', 'Anna Ćwikła') }).click();
  await expect(page.locator('.toasts')).toContainText('Zapisano: Anna Ćwikła.');
  await people.getByRole('button', { name: buttonOf('Zapisz', 'Dominik Łopian') }).click();
  await expect(people.getByRole('button', { name: buttonOf('Zamień osobę', 'Dominik Łopian') })).toBeVisible();
  await people.getByRole('button', { name: buttonOf('Zapisz', 'Sylwia Żurawina') }).click();
  await expect(page.locator('.toasts')).toContainText('jedna instytucja nie może wysłać więcej osób');
  await expectAccessible(page);
  const headers = await bearer(request, 'anna.kowal');
  const rows = async () => (await (await request.get(`/api/v1/registrations?edition_id=${edition.id}`, { headers })).json()).items;
  const before = (await rows()).find((row: any) => row.person_name === 'Dominik Łopian');
  await people.getByRole('button', { name: buttonOf('Zamień osobę', 'Dominik Łopian') }).click();
  await page.locator('#swap-whom').selectOption({ label: 'Sylwia Żurawina (asystentka rodziny)' });
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(people.getByRole('button', { name: buttonOf('Zamień osobę', 'Sylwia Żurawina') })).toBeVisible();
  await expect(people.getByRole('button', { name: buttonOf('Zapisz', 'Dominik Łopian') })).toBeVisible();
  const after = (await rows()).find((row: any) => row.person_name === 'Sylwia Żurawina');
  expect([after.id, after.seq, after.state]).toEqual([before.id, before.seq, 'confirmed']);
});

test('who may not register people of an institution any more is told so', async ({ page, request }) => {
  const edition = await newEdition(request, 'Cudza instytucja');
  const admin = await bearer(request, 'maria.admin');
  const person = await participant(request, 'Bruno', 'Obcy');
  const { items } = await (await request.get('/api/v1/institutions?q=wieliczce&kind=pcpr', { headers: admin })).json();
  const data = { account_id: person.account, role: 'institution_representative', institution_id: items[0].id };
  const grant = await (await request.post('/api/v1/role-grants', { headers: admin, data })).json();
  await signIn(page, person.name);
  await page.goto(`/trainings/${edition.id}`);
  const button = staff(page).getByRole('button', { name: buttonOf('Zapisz', 'Anna Ćwikła') });
  await expect(button).toBeVisible();
  const gone = await request.delete(`/api/v1/role-grants/${grant.id}`, { headers: admin });
  expect(gone.status()).toBe(204);
  await button.click();
  await expect(page.locator('.toasts')).toContainText('Nie masz uprawnień do tej czynności.');
});

test('registration that has not opened, has closed, or comes twice is refused in words, and nothing typed is lost', async ({ page, context, request }) => {
  const person = await participant(request, 'Lena', 'Szybka');
  await signIn(page, person.name);
  const early = await newEdition(request, 'Za wcześnie', { registration_opens_at: inDays(2) });
  await page.goto(`/trainings/${early.id}`);
  await expect(page.locator('#sign-up')).toContainText('Zapisy zaczną się');
  await expect(page.locator('#sign-up form')).toHaveCount(0);

  const late = await newEdition(request, 'Za późno');
  await page.goto(`/trainings/${late.id}`);
  await page.locator('#sign-up-needs').fill('pętla indukcyjna');
  await page.locator('#sign-up-clause').check();
  await changeEdition(request, late.id, { registration_closes_at: inDays(-0.5) });
  await signUp(page);
  await expect(summary(page)).toContainText('Na tę edycję nie można się już zapisać.');
  await expect(page.locator('#sign-up-needs')).toHaveValue('pętla indukcyjna');
  await page.reload();
  await expect(page.locator('#sign-up')).toContainText('Zapisy zakończyły się');

  const twice = await newEdition(request, 'Dwa razy');
  const other = await context.newPage();
  await page.goto(`/trainings/${twice.id}`);
  await other.goto(`/trainings/${twice.id}`);
  for (const one of [page, other]) {
    await one.locator('#sign-up-needs').fill('miejsce z przodu');
    await one.locator('#sign-up-clause').check();
  }
  await signUp(page);
  await expect(page.locator('#sign-up')).toContainText('ma miejsce');
  await signUp(other);
  await expect(summary(other)).toContainText('każda osoba może zapisać się tylko raz');
  await expect(other.locator('#sign-up-needs')).toHaveValue('miejsce z przodu');
  await other.close();
});

test('a clause that changed meanwhile is shown before the registration is sent again', async ({ page, request }) => {
  const edition = await newEdition(request, 'Nowa informacja');
  const person = await participant(request, 'Rita', 'Uważna');
  await signIn(page, person.name);
  await page.goto(`/trainings/${edition.id}`);
  await page.locator('#sign-up-diet').fill('bez mleka');
  await page.locator('#sign-up-clause').check();
  const text = `Administrator zmienił adres: ${unique('ul')}`;
  await newClause(request, text);
  await signUp(page);
  await expect(summary(page)).toContainText('Przeczytaj aktualną informację');
  await expect(page.locator('#sign-up-diet')).toHaveValue('bez mleka');
  await expect(page.locator('#sign-up-clause')).not.toBeChecked();
  await page.locator('details.clause summary').click();
  await expect(page.locator('details.clause')).toContainText(text);
  await page.locator('#sign-up-clause').check();
  await signUp(page);
  await expect(page.locator('#sign-up')).toContainText('ma miejsce');
});

/** A day as people type it. */
const typed = (days: number) => {
  const [year, month, day] = inDays(days).slice(0, 10).split('-').map(Number);
  return `${day}.${month}.${year}`;
};

test('a coordinator writes down a model, a training with its trainer, and its next edition', async ({ page, browser, server, found }) => {
  await signIn(page, 'anna.kowal');
  await page.goto('/trainings');
  await page.locator('.page-head').getByRole('link', { name: 'Modele i dobre praktyki' }).click();
  await page.getByRole('button', { name: 'Nowy model' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('button[type=submit]').click();
  await expect(dialog.locator('#model-name')).toHaveAttribute('aria-invalid', 'true');
  const model = `Model ${unique('m')}`;
  await dialog.locator('#model-name').fill(model);
  await dialog.locator('#model-description').fill('Rozmowy w kręgu.');
  await expectAccessible(page);
  await dialog.locator('button[type=submit]').click();
  await expect(page.locator('.rows')).toContainText(model);
  await page.getByRole('button', { name: buttonOf('Zmień', model) }).click();
  await dialog.locator('#model-group').fill('rodziny zastępcze');
  await dialog.locator('button[type=submit]').click();
  await expect(page.locator('.rows')).toContainText('rodziny zastępcze');

  await page.goto('/trainings/new');
  const title = `Kręgi naprawcze ${unique('k')}`;
  await page.locator('#training-title').fill(title);
  await page.locator('#training-description').fill('Cel: mniej konfliktów w rodzinach zastępczych.');
  await page.locator('#training-topics').fill('Krąg\nUmowa');
  await page.getByLabel(model).check();
  await page.locator('#edition-code').fill(unique('KN'));
  await page.locator('#edition-days').fill(`${typed(40)} 9:00-15:30`);
  await page.locator('#edition-opens').fill(`${typed(1)} 8:00`);
  await page.locator('#edition-closes').fill('kiedyś');
  await page.getByRole('button', { name: 'Dodaj prowadzącego' }).click();
  await expect(page.locator('#edition-trainer-error')).toContainText('Wybierz, kto prowadzi.');
  await page.locator('#edition-trainer').selectOption({ label: 'Halina Wierzba, doradczyni' });
  await page.locator('#edition-blocks').fill('Otwarcie kręgu');
  await page.getByRole('button', { name: 'Dodaj prowadzącego' }).click();
  await page.locator('#edition-trainer').selectOption({ label: 'Łukasz Cis, doradca' });
  await page.getByRole('button', { name: 'Utwórz szkic' }).click();
  await expect(summary(page)).toContainText('Podaj datę i godzinę');
  await expect(page.locator('#training-title')).toHaveValue(title);
  await page.locator('#edition-closes').fill(`${typed(20)} 8:00`);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Utwórz szkic' }).click();
  await expect(page).toHaveURL(/\/manage$/);
  await page.getByRole('button', { name: 'Opublikuj edycję' }).click();
  await expect(page.locator('.page-head')).toContainText('zapisy wkrótce');
  const address = page.url().replace('/manage', '');
  const visitor = await elsewhere(browser, server, found);
  await visitor.goto(address);
  await expect(visitor.locator('h1')).toHaveText(title);
  for (const words of ['Halina Wierzba', 'Otwarcie kręgu', 'Łukasz Cis', model, 'mniej konfliktów']) {
    await expect(visitor.locator('main')).toContainText(words);
  }

  // Somebody else leads it, and the texts change for all editions.
  await page.getByRole('button', { name: 'Prowadzą', exact: true }).click();
  await page.getByRole('button', { name: buttonOf('Usuń', 'Łukasz Cis, doradca') }).click();
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page.getByText('Zapisano zmiany edycji.')).toBeVisible();
  await page.getByRole('link', { name: 'Teksty szkolenia' }).click();
  await page.locator('#training-description').fill('Cel: spokojne rozmowy.');
  await page.getByRole('button', { name: 'Zapisz' }).click();
  await expect(page.locator('h1')).toHaveText('Katalog szkoleń');
  await visitor.reload();
  await expect(visitor.locator('main')).toContainText('Cel: spokojne rozmowy.');
  await expect(visitor.locator('main')).not.toContainText('Łukasz Cis');
  await page.locator('#catalogue-q').fill(title);
  await page.getByRole('button', { name: 'Pokaż', exact: true }).click();
  await page.getByRole('link', { name: buttonOf('Nowa edycja', title) }).click();
  await expect(page.locator('h1')).toHaveText('Kolejna edycja');
  await expect(page.locator('main')).toContainText(title);
  await page.locator('#edition-code').fill(unique('KN'));
  await page.locator('#edition-days').fill(`${typed(70)} 9:00-15:30`);
  await page.locator('#edition-opens').fill(`${typed(2)} 8:00`);
  await page.locator('#edition-closes').fill(`${typed(50)} 8:00`);
  await page.getByRole('button', { name: 'Utwórz szkic' }).click();
  await page.getByRole('button', { name: 'Opublikuj edycję' }).click();
  await expect(page.locator('.page-head')).toContainText('zapisy wkrótce');
  await visitor.reload();
  await expect(visitor.getByRole('heading', { name: 'Inne terminy tego szkolenia' })).toBeVisible();
  await visitor.context().close();
});

test('a coordinator adds an adviser and a version of the information clause; a visitor reads them', async ({ page, browser, server, found, request }) => {
  const last = unique('Nowacka');
  const headers = await bearer(request, 'maria.admin');
  const made = await request.post('/api/v1/people', { headers, data: { first_name: 'Zofia', last_name: last, is_public_function: true } });
  expect(made.status()).toBe(201);
  await signIn(page, 'anna.kowal');
  await page.goto('/trainings/advisers');
  await page.getByRole('button', { name: 'Nowy doradca' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('#adviser-title').fill('doradczyni');
  await dialog.locator('button[type=submit]').click();
  await expect(summary(page)).toContainText('Wybierz osobę.');
  await expect(dialog.locator('#adviser-title')).toHaveValue('doradczyni');
  await dialog.locator('#adviser-search').fill(last);
  await dialog.locator('#adviser-search').press('Tab');
  await dialog.getByLabel(`Zofia ${last}`).check();
  await dialog.locator('#adviser-specialisations').fill('mediacje\npraca z młodzieżą');
  await dialog.locator('button[type=submit]').click();
  await expect(page.locator('.rows')).toContainText(`Zofia ${last}, doradczyni`);
  await page.getByRole('button', { name: buttonOf('Zmień', `Zofia ${last}`) }).click();
  await dialog.locator('#adviser-bio').fill('Dwadzieścia lat w pieczy zastępczej.');
  await dialog.locator('button[type=submit]').click();
  await expect(page.locator('.rows')).toContainText('Dwadzieścia lat');

  await page.goto('/trainings');
  await page.getByRole('link', { name: 'Informacje o danych osobowych' }).click();
  await page.getByRole('button', { name: 'Nowa wersja' }).click();
  await dialog.locator('#clause-pl').fill('Administratorem jest ROPS.');
  await dialog.locator('button[type=submit]').click();
  await expect(dialog.locator('#clause-en')).toHaveAttribute('aria-invalid', 'true');
  await dialog.locator('#clause-en').fill('The controller is ROPS.');
  await dialog.locator('button[type=submit]').click();
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.toasts')).toContainText('Obowiązuje wersja');
  await expect(page.locator('.rows > li').first()).toContainText('obowiązuje');
  await expect(page.locator('.rows > li').nth(1)).not.toContainText('obowiązuje');
  await expectAccessible(page);

  const visitor = await elsewhere(browser, server, found);
  await visitor.setViewportSize({ width: 320, height: 700 });
  await visitor.goto('/trainings/advisers');
  await expect(visitor.locator('main')).toContainText('Halina Wierzba, doradczyni');
  await expect(visitor.getByRole('button', { name: /Zmień|Nowy doradca/ })).toHaveCount(0);
  await expectNoSidewaysScroll(visitor);
  await visitor.goto('/trainings/new');
  await expect(visitor.locator('main')).toContainText('Szkolenia przygotowują koordynatorzy');
  await visitor.context().close();
});
