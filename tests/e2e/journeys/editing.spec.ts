// What happens to text and changes when the network, the server or somebody else gets in the way: nothing is lost.
import { type Page, type Request } from '@playwright/test';
import { PASSWORD, expect, expectAccessible, newMeeting, signIn, test } from '../support/journey.ts';

interface Item {
  id: string;
  title: string;
  revision: number;
  planned_minutes?: number;
}

/** Somebody who works on a meeting's agenda without a browser. */
class Colleague {
  private constructor(
    private readonly agenda: string,
    private readonly headers: Record<string, string>,
  ) {}

  static async at(page: Page, name: string): Promise<Colleague> {
    const url = new URL(page.url());
    const answer = await fetch(`${url.origin}/api/v1/sign-ins`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: url.origin },
      body: JSON.stringify({ sign_in_name: name, password: PASSWORD }),
    });
    const { access_token } = (await answer.json()) as { access_token: string };
    const headers = { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' };
    return new Colleague(`${url.origin}/api/v1${url.pathname}/agenda`, headers);
  }

  async items(): Promise<Item[]> {
    const answer = await fetch(this.agenda, { headers: this.headers });
    return ((await answer.json()) as { items: Item[] }).items;
  }

  async titles(): Promise<string[]> {
    return (await this.items()).map((item) => item.title);
  }

  async edit(title: string, changes: object): Promise<void> {
    const item = (await this.items()).find((one) => one.title === title);
    if (!item) throw new Error(`there is no ${title}`);
    await this.send({ type: 'edit', item_id: item.id, base_revision: item.revision, changes });
  }

  async remove(title: string): Promise<void> {
    const item = (await this.items()).find((one) => one.title === title);
    if (!item) throw new Error(`there is no ${title}`);
    await this.send({ type: 'remove', item_id: item.id, base_revision: item.revision });
  }

  private async send(command: object): Promise<void> {
    const body = JSON.stringify({ commands: [command] });
    const answer = await fetch(`${this.agenda}/commands`, { method: 'POST', headers: this.headers, body });
    if (!answer.ok) throw new Error(await answer.text());
  }
}

const COMMANDS = '**/agenda/commands';
const saved = (page: Page) => page.locator('.agenda-tools').getByText(/^Zapisano/);
const names = (page: Page) => page.locator('.agenda-row .agenda-name');

async function add(page: Page, ...titles: string[]): Promise<void> {
  for (const title of titles) {
    await page.locator('#add-1').fill(title);
    await page.locator('#add-1').press('Enter');
    await expect(page.locator('#add-1')).toHaveValue('');
  }
}

/** Has the page fetch what others have done, as it does when its window comes back. */
async function lookAgain(page: Page): Promise<void> {
  const answer = page.waitForResponse((response) => response.url().endsWith('/agenda') && response.ok());
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await answer;
}

/** A refusal or failure as the server would say it. */
function problem(status: number, code: string): { status: number; contentType: string; body: string } {
  const body = { type: `/problems/${code}`, title: code, status, detail: code, instance: '/', code };
  return { status, contentType: 'application/problem+json', body: JSON.stringify(body) };
}

test('a title that somebody else changes while it is being typed is not overwritten', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await newMeeting(page, '2.2.2027');
  await add(page, 'Wspólny', 'Drugi', 'Trzeci');
  await expect(saved(page)).toBeVisible();
  const maria = await Colleague.at(page, 'maria.admin');
  await names(page).first().click();
  const field = page.locator('.agenda-title input');
  await field.fill('Tekst Anny');
  await maria.edit('Wspólny', { title: 'Tekst Marii' });
  await maria.edit('Trzeci', { title: 'Ostatni' });
  await lookAgain(page);
  await expect(names(page).last()).toHaveText('Ostatni');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('Tekst Anny');
  await field.press('Enter');
  const clash = page.locator('.clash');
  await expect(clash).toContainText('Tekst Anny');
  await expect(clash).toContainText('Tekst Marii');
  expect(await maria.titles()).toEqual(['Tekst Marii', 'Drugi', 'Ostatni']);
  await clash.getByRole('button', { name: 'Zapisz mój tekst' }).click();
  await expect.poll(() => maria.titles()).toEqual(['Tekst Anny', 'Drugi', 'Ostatni']);
});

test('a title that is typed into an item somebody removes becomes a new item', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await newMeeting(page, '3.2.2027');
  await add(page, 'Wspólny', 'Drugi');
  await expect(saved(page)).toBeVisible();
  const maria = await Colleague.at(page, 'maria.admin');
  await names(page).first().click();
  await page.locator('.agenda-title input').fill('Tekst Anny');
  await maria.remove('Wspólny');
  await lookAgain(page);
  const clash = page.locator('.clash');
  await expect(clash).toContainText('Tekst Anny');
  await expectAccessible(page);
  await clash.getByRole('button', { name: 'Dodaj jako nowy punkt' }).click();
  await expect.poll(() => maria.titles()).toEqual(['Drugi', 'Tekst Anny']);
  await expect(clash).toHaveCount(0);
});

test('without a network changes wait, and are saved once when it is back', async ({ page, context }) => {
  await signIn(page, 'anna.kowal');
  await newMeeting(page, '4.2.2027');
  const anna = await Colleague.at(page, 'anna.kowal');
  await context.setOffline(true);
  await add(page, 'W pociągu', 'W tunelu');
  await expect(page.locator('.agenda-tools').getByText('Brak połączenia – zmiany czekają')).toBeVisible();
  await expect(names(page)).toHaveText(['W pociągu', 'W tunelu']);
  expect(await anna.titles()).toEqual([]);
  await context.setOffline(false);
  await expect(saved(page)).toBeVisible();
  expect(await anna.titles()).toEqual(['W pociągu', 'W tunelu']);
});

test('a change whose answer is lost is not carried out twice', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await newMeeting(page, '5.2.2027');
  const keys: (string | undefined)[] = [];
  page.on('request', (request: Request) => {
    if (request.url().endsWith('/agenda/commands')) keys.push(request.headers()['idempotency-key']);
  });
  let lost = 0;
  await page.route(
    COMMANDS,
    async (route) => {
      const answer = await route.fetch();
      if (answer.ok()) lost += 1;
      await route.abort();
    },
    { times: 1 },
  );
  await add(page, 'Raz');
  await expect(saved(page)).toBeVisible();
  expect(lost).toBe(1);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBeTruthy();
  expect(keys[1]).toBe(keys[0]);
  const anna = await Colleague.at(page, 'anna.kowal');
  expect(await anna.titles()).toEqual(['Raz']);
  await expect(names(page)).toHaveText(['Raz']);
});

test('the title by one and the minutes by another both survive', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await newMeeting(page, '8.2.2027');
  await add(page, 'Wspólny');
  await expect(saved(page)).toBeVisible();
  const maria = await Colleague.at(page, 'maria.admin');
  // What Maria does is not seen before Anna's change is refused for it.
  await page.route('**/agenda', (route) => route.abort());
  await maria.edit('Wspólny', { planned_minutes: 45 });
  await names(page).first().click();
  await page.locator('.agenda-title input').fill('Tekst Anny');
  const refused = page.waitForResponse((response) => response.status() === 409);
  await page.locator('.agenda-title input').press('Enter');
  await refused;
  await expect.poll(() => maria.titles()).toEqual(['Tekst Anny']);
  expect((await maria.items())[0]?.planned_minutes).toBe(45);
  await expect(page.getByLabel('Minuty: Tekst Anny')).toHaveValue('45');
  await expect(page.locator('.clash')).toHaveCount(0);
});

test('after a failure of the server the change stays and is sent again', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await newMeeting(page, '9.2.2027');
  const keys: (string | undefined)[] = [];
  await page.route(
    COMMANDS,
    (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      return route.fulfill(problem(500, 'internal'));
    },
    { times: 2 },
  );
  await add(page, 'Mimo błędu');
  await expect(page.locator('.agenda-tools').getByText('Serwer zgłosił błąd – zmiany czekają')).toBeVisible();
  await expect(names(page)).toHaveText(['Mimo błędu']);
  await expect(saved(page)).toBeVisible();
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
  const anna = await Colleague.at(page, 'anna.kowal');
  expect(await anna.titles()).toEqual(['Mimo błędu']);
});

test('a refused change comes back with its text and the reason', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await newMeeting(page, '10.2.2027');
  await page.route(COMMANDS, (route) => route.fulfill(problem(409, 'agenda_locked')), { times: 1 });
  await add(page, 'Odrzucony');
  const panel = page.getByRole('group', { name: 'Zmiana nie została zapisana' });
  await expect(panel).toContainText('Odrzucony');
  await expect(names(page)).toHaveCount(0);
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Spróbuj ponownie' }).click();
  await expect(saved(page)).toBeVisible();
  const anna = await Colleague.at(page, 'anna.kowal');
  expect(await anna.titles()).toEqual(['Odrzucony']);
  await expect(panel).toHaveCount(0);
});

test('changes that wait when the editor is left are saved all the same', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await newMeeting(page, '11.2.2027');
  const anna = await Colleague.at(page, 'anna.kowal');
  await page.route(COMMANDS, (route) => route.abort());
  await add(page, 'Pierwszy', 'Drugi');
  await expect(page.locator('.agenda-tools').getByText('Brak połączenia – zmiany czekają')).toBeVisible();
  await page.locator('#add-1').fill('Zaczęty');
  const preview = page.getByRole('button', { name: 'Widok publiczny' });
  await preview.click();
  await expect(page.locator('#add-1')).toHaveCount(0);
  await page.unroute(COMMANDS);
  await expect.poll(() => anna.titles()).toEqual(['Pierwszy', 'Drugi']);
  await preview.click();
  await expect(names(page)).toHaveText(['Pierwszy', 'Drugi']);
  await expect(page.locator('#add-1')).toHaveValue('Zaczęty');
});

test('an undo that somebody made impossible says so, and the next one goes on', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await newMeeting(page, '12.2.2027');
  await add(page, 'Pierwszy', 'Drugi');
  await expect(saved(page)).toBeVisible();
  const maria = await Colleague.at(page, 'maria.admin');
  await maria.edit('Drugi', { title: 'Drugi Marii' });
  const undo = page.getByRole('button', { name: /^Cofnij/ });
  await undo.click();
  await expect(page.getByText('Nie cofnięto zmiany „Drugi”')).toBeVisible();
  await expect(names(page)).toHaveText(['Pierwszy', 'Drugi Marii']);
  await undo.click();
  await expect(names(page)).toHaveText(['Drugi Marii']);
});
