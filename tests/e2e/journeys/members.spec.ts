// A coordinator writes who belongs to the group, and what it plans.
import { bodyId, expect, expectAccessible, signIn, test } from '../support/journey.ts';

test('a coordinator adds a member, ends the membership and takes that back', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await page.goto(`/groups/${await bodyId(page, 'wspierania rodziny')}`);
  await page.getByRole('button', { name: 'Dodaj osobę' }).click();
  await page.locator('#member-search').fill('zbik');
  await page.getByRole('radio', { name: /Krzysztof Żbik/ }).check();
  await page.locator('#member-capacity').selectOption('observer');
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  const row = page.locator('#members .row', { hasText: 'Krzysztof Żbik' });
  await expect(row).toContainText('obserwator');
  await expectAccessible(page);
  await row.getByRole('button', { name: 'Zakończ' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Cofnij' }).click();
  await expect(row).toHaveCount(1);
  await row.getByRole('button', { name: 'Zakończ' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: /Byli członkowie/ }).click();
  await expect(row).toHaveCount(1);
});

test('a coordinator plans a topic, moves it and takes it out again', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  const year = new Date().getFullYear() + 1;
  await page.goto(`/groups/${await bodyId(page, 'wspierania rodziny')}`);
  const plan = page.locator(`#plan-${year}`);
  const add = async (topic: string, when: string, meetings: string) => {
    await plan.getByRole('button', { name: /Dodaj do planu/ }).click();
    await page.locator('#plan-topic').selectOption({ label: topic });
    await page.locator('#plan-when').fill(when);
    await page.locator('#plan-meetings').fill(meetings);
    await page.locator('dialog[open] button[type=submit]').click();
  };
  await add('Rodziny wspierające', 'kiedyś', '');
  await expect(page.locator('dialog[open] #error-summary')).toBeFocused();
  await page.locator('#plan-when').fill(`do końca XI ${year}`);
  await page.locator('#plan-meetings').fill(`połowa IX ${year}\npoczątek 10.${year}`);
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await expect(plan).toContainText(`koniec listopada ${year}`);
  await expect(plan).toContainText(`połowa września ${year}, początek października ${year}`);
  await add('Praca z rodziną biologiczną dziecka umieszczonego w pieczy zastępczej', `na rok ${year}`, '');
  const titles = plan.locator('.row-main > a');
  await expect(titles).toHaveCount(2);
  await plan.getByRole('button', { name: /Wyżej ?: Praca z rodziną/ }).click();
  await expect(titles.first()).toContainText('Praca z rodziną');
  await expectAccessible(page);
  await plan.getByRole('button', { name: /Usuń z planu ?: Rodziny/ }).click();
  await expect(titles).toHaveCount(1);
  await page.getByRole('button', { name: 'Cofnij' }).click();
  await expect(titles).toHaveCount(2);
  await expect(plan).toContainText(`koniec listopada ${year}`);
});
