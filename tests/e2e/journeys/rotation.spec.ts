import { bodyId, expect, expectAccessible, signIn, test } from '../support/journey.ts';

test('an administrator rotates the chair and takes the planned change back', async ({ page }) => {
  await signIn(page, 'maria.admin');
  const convent = await bodyId(page, 'Konwent');
  await page.goto(`/convents/${convent}/rotate`);
  await expectAccessible(page);
  await page.locator('main button[type=submit]').click();
  await expect(page.locator('#error-summary')).toBeFocused();
  const person = (name: string) => page.getByRole('radio', { name: new RegExp(name) });
  await person('Halina Zając').check();
  await page.locator('#start-date').fill('8.12.2027');
  await page.locator('#start-time').fill('13:00');
  await page.locator('main button[type=submit]').click();
  await expect(page.locator('#step-title')).toBeFocused();
  await person('Dorota Śliwa').check();
  await page.locator('main button[type=submit]').click();
  await expect(page.locator('main')).toContainText('Janusz Patyna');
  await expectAccessible(page);
  await page.locator('main button[type=submit]').click();
  await expect(page.locator('main')).toContainText('Gotowe');
  await page.goto(`/convents/${convent}`);
  await expect(page.getByRole('row', { name: /Halina Zając/ }).filter({ hasText: '8 grudnia 2027' })).toHaveCount(1);
  const officers = async () => {
    const answer = await page.request.get(`/api/v1/bodies/${convent}/officers?as_of=2027-12-08T12:00:00Z`);
    const { chair, deputy_chair } = await answer.json();
    return [chair.person_name, deputy_chair.person_name];
  };
  expect(await officers()).toEqual(['Halina Zając', 'Dorota Śliwa']);
  // Until it begins it can be taken back: both go on as before.
  const plan = page.locator('.note', { hasText: 'Halina Zając' });
  await plan.getByRole('button', { name: 'Cofnij tę zmianę' }).click();
  await expect(page.locator('dialog[open]')).toContainText('Halina Zając');
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await expect(page.getByRole('row', { name: /Halina Zając/ }).filter({ hasText: 'trwa' })).toHaveCount(0);
  expect(await officers()).toEqual(['Janusz Patyna', 'Renata Zielińska']);
});
