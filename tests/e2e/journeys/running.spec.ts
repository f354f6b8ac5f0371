// Running a meeting from its attendance list to its end, and one's own work.
import { expect, expectAccessible, signIn, test } from '../support/journey.ts';

test('a coordinator runs a meeting by keyboard and marks it as held', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await page.goto('/my-work');
  await page.getByRole('link', { name: /przegląd zadań/ }).first().click();
  await expect(page).toHaveURL(/\/run$/);
  await expect(page.locator('h1')).toHaveText('Spotkanie robocze: przegląd zadań');
  // Attendance: 1 marks the person as present and goes to the next one.
  const first = page.locator('.run-person').first();
  await first.focus();
  await page.keyboard.press('1');
  await expect(first.getByRole('button', { name: /^Obecny/ })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.run-quorum')).toContainText('1 osoba obecna');
  // Items: the first is begun, then each key press goes on.
  await page.locator('#run-next').click();
  await expect(page.locator('.run-now')).toHaveText('Otwarcie');
  const text = page.locator('#entry-text');
  await text.focus();
  await page.keyboard.press('Alt+n');
  await expect(page.locator('.run-now')).toHaveText('Przegląd zadań grupy');
  await text.fill('Asystenci zebrali pytania.');
  await page.keyboard.press('Enter');
  await expect(page.locator('.agenda-rows')).toContainText('Asystenci zebrali pytania.');
  await page.keyboard.press('Alt+3');
  await text.fill('Pytania trafią do poradnika.');
  await page.keyboard.press('Enter');
  await expect(page.locator('.agenda-rows')).toContainText('Pytania trafią do poradnika.');
  await expect(text).toHaveValue('');
  await expectAccessible(page);
  // It is not held while an item is open; then it is, and everybody reads what it came to.
  await page.getByRole('button', { name: 'Oznacz jako odbyte' }).click();
  await expect(page.locator('#error-summary').first()).toContainText('otwarte punkty');
  await text.focus();
  await page.keyboard.press('Alt+n');
  await expect(page.locator('.run-now')).toHaveText('Zamknięcie');
  await page.locator('#run-next').click();
  await expect(page.locator('.run-now')).toHaveCount(0);
  await page.getByRole('button', { name: 'Oznacz jako odbyte' }).click();
  await expect(page.locator('.page-head .badge').first()).toContainText('odbyło się');
});

test('a member marks their own action item as done', async ({ page }) => {
  await signIn(page, 'jan.lis');
  await page.goto('/my-work');
  const row = page.locator('.row', { hasText: 'Zebrać pytania asystentów rodziny' });
  await expect(row).toContainText('po terminie');
  await row.getByRole('button', { name: 'Oznacz jako wykonane' }).click();
  await expect(row).toHaveCount(0);
  // Where a deliverable was promised, its address comes first.
  const model = page.locator('.row', { hasText: 'Przygotować wzór planu pracy z rodziną' });
  await model.getByRole('button', { name: 'Oznacz jako wykonane' }).click();
  await expect(model.locator('#deliverable-url')).toBeVisible();
  await model.locator('#deliverable-url').fill('https://example.org/wzor.pdf');
  await model.getByRole('button', { name: 'Oznacz jako wykonane' }).click();
  await expect(model).toHaveCount(0);
});
