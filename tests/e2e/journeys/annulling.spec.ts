// An administrator annuls a term that has begun: the dialogue asks for the reason and where the decision is recorded.
import { bodyId, expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../support/journey.ts';
import { bearer, unique } from '../support/people.ts';

test('an administrator annuls a term with its reason', async ({ page }) => {
  // A convent of its own: what is annulled stays annulled.
  const headers = await bearer(page.request, 'maria.admin');
  const make = async (path: string, data: object) => {
    const answer = await page.request.post(`/api/v1${path}`, { headers, data });
    expect(answer.status(), await answer.text()).toBe(201);
    return answer.json();
  };
  const known = await page.request.get(`/api/v1/bodies/${await bodyId(page, 'Konwent')}/officers`);
  const { chair } = await known.json();
  const name = unique('Konwent próbny ');
  const { id } = await make('/bodies', { kind: 'convent', name, established_on: '2020-01-01' });
  await make(`/bodies/${id}/seats`, { institution_id: chair.institution_id, from: '2020-01-01' });
  await make(`/bodies/${id}/rules-versions`, {
    effective_from: '2020-01-01T00:00:00Z',
    term_months: 24,
    auto_extension_months: 12,
    deputy_selection: 'elected',
    notice_days: 14,
    summary: 'Regulamin',
    decision_reference: 'uchwała 1/2020',
  });
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  await make(`/bodies/${id}/terms`, {
    office: 'chair',
    person_id: chair.person_id,
    starts_at: ago(10),
    declared_at: ago(11),
    decision_reference: 'uchwała 2/2026',
  });

  await signIn(page, 'maria.admin');
  await page.goto(`/convents/${id}`);
  const row = page.getByRole('table', { name: 'Kadencje' }).getByRole('row', { name: chair.person_name });
  const button = row.getByRole('button', { name: /^Unieważnij/ });
  const dialog = page.locator('dialog[open]');
  await expect(button).toHaveAccessibleName(new RegExp(`: ${chair.person_name}$`));
  await button.click();
  await expect(dialog.getByRole('heading')).toHaveText('Unieważnij kadencję');
  await expect(dialog).toContainText(chair.person_name);
  await dialog.locator('button[type=submit]').click();
  await expect(dialog.locator('#error-summary')).toBeFocused();
  await expectAccessible(page);
  await dialog.locator('#annul-reason').fill('Brak kworum');
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  // Leaving it as it is changes nothing, by button and by key, and the focus goes back to where it was.
  await dialog.getByRole('button', { name: 'Anuluj' }).click();
  await expect(dialog).toHaveCount(0);
  await button.click();
  await expect(dialog.locator('#annul-reason')).toHaveValue('');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(button).toBeFocused();
  await expect(row).toContainText('trwa');

  await button.click();
  await dialog.locator('#annul-reason').fill('Brak kworum');
  await dialog.locator('#annul-reference').fill('uchwała 3/2026');
  await dialog.locator('button[type=submit]').click();
  await expect(dialog).toHaveCount(0);
  await expect(row).toContainText('unieważniona');
  await expect(row).toContainText('Brak kworum');
  await expect(button).toHaveCount(0);
  const after = await page.request.get(`/api/v1/bodies/${id}/officers`);
  expect((await after.json()).chair).toBeUndefined();
  await expectAccessible(page);
});
