import { type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enter } from '../support/agenda.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../support/journey.ts';

const FAMILY_POLICY = 'Małopolski Program Polityki Prorodzinnej na lata 2004 - 2007';

interface List {
  facts: { fact: string; value: unknown; shows?: string }[];
}

const LIST = JSON.parse(readFileSync(join(import.meta.dirname, '../../facts/family-policy-programme.json'), 'utf8')) as List;

/** The programme in work, which Anna coordinates; goals of the journey's own stand beside those of the demonstration. */
async function inWork(page: Page): Promise<string> {
  const answer = await page.request.get('/api/v1/programmes?state=in_force');
  return ((await answer.json()) as { items: { id: string }[] }).items[0]?.id ?? '';
}

test('a visitor finds a programme by its filters and reads all of it on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 740 });
  await page.goto('/programmes');
  await expect(page.getByRole('link', { name: 'Rodzinna Małopolska 2030' })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.locator('#filter-year').fill('rok');
  await page.getByRole('button', { name: 'Filtruj' }).click();
  await expect(page.locator('#filter-year')).toBeFocused();
  await expect(page.locator('#filter-year-error')).toBeVisible();
  await page.locator('#filter-year').fill('2005');
  await page.locator('#filter-scope').selectOption('provincial');
  await page.getByRole('button', { name: 'Filtruj' }).click();
  await expect(page).toHaveURL(/scope=provincial&year=2005/);
  await expect(page.locator('.facts')).toHaveText('1 program');
  await expectAccessible(page);
  await page.getByRole('link', { name: FAMILY_POLICY }).click();
  await expect(page.locator('h1:not(.pending)')).toHaveText(FAMILY_POLICY);
  await expect(page.locator('#goals')).toBeVisible();
  const text = (await page.locator('main').innerText()).toLowerCase();
  for (const { fact, value, shows } of LIST.facts) {
    expect.soft(text, fact).toContain((shows ?? String(value)).toLowerCase());
  }
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await page.goto('/programmes?q=nie-ma-takiego');
  await page.getByRole('link', { name: 'Wyczyść filtry' }).click();
  await expect(page).toHaveURL(/\/programmes$/);
});

test('goals fold by keyboard, have addresses of their own, and print whole', async ({ page }) => {
  const id = await inWork(page);
  await page.goto(`/programmes/${id}`);
  const part = page.getByRole('link', { name: 'Dostępność asystentury', exact: true });
  await expect(part).toBeVisible();
  await expect(page.locator('#goals')).toContainText('zrobiono 1 z 4');
  const fold = page.getByRole('button', { name: 'Zwiń części celu A', exact: true });
  await fold.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Rozwiń części celu A', exact: true })).toHaveAttribute('aria-expanded', 'false');
  await expect(part).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(part).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  const goals = (await (await page.request.get(`/api/v1/programmes/${id}/objectives`)).json()) as { objectives: { id: string; code: string }[] };
  const goal = goals.objectives.find((one) => one.code === 'B.1.2');
  await page.goto(`/programmes/${id}#goal-${goal?.id}`);
  await expect(page.locator(`#goal-${goal?.id}`)).toBeFocused();
  await expect(page.locator('#overlap')).toContainText('wypełnia lukę');
  await expectAccessible(page);
});

test('a coordinator edits the tree of goals and takes a move back', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  const id = await inWork(page);
  await page.goto(`/programmes/${id}`);
  await page.getByRole('button', { name: 'Edytuj', exact: true }).click();
  await page.locator('#goals').getByRole('button', { name: 'Dodaj cel' }).click();
  await page.locator('#goal-code').fill('A');
  await page.locator('#goal-title').fill('Cel próbny');
  const save = page.locator('dialog[open] button[type=submit]');
  await save.click();
  await expect(page.locator('#goal-code-error')).toContainText('ma już taki kod');
  await page.locator('#goal-code').fill('Z');
  await save.click();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  const row = page.locator('.goal').filter({ has: page.getByRole('link', { name: 'Cel próbny', exact: true }) });
  await expect(row).toBeVisible();
  const codes = () => page.locator('#goals > section > .goals > .goal > .goal-head > .goal-code').allInnerTexts();
  expect(await codes()).toEqual(['A', 'B', 'C', 'Z']);
  await row.getByRole('button', { name: 'W górę' }).click();
  await expect.poll(codes).toEqual(['A', 'B', 'Z', 'C']);
  await page.getByRole('button', { name: 'Cofnij' }).click();
  await expect.poll(codes).toEqual(['A', 'B', 'C', 'Z']);
  await row.getByRole('button', { name: 'Zmień' }).click();
  await page.locator('#goal-title').fill('Cel Anny');
  const headers = { Authorization: `Bearer ${await enter(page, 'maria.admin')}` };
  const path = `/api/v1/objectives/${(await row.getAttribute('id'))?.replace('goal-', '')}`;
  const now = await page.request.get(path);
  const changed = await page.request.patch(path, {
    headers: { ...headers, 'If-Match': now.headers()['etag'] ?? '', 'Content-Type': 'application/merge-patch+json' },
    data: { title: 'Cel Marii' },
  });
  expect(changed.status(), await changed.text()).toBe(200);
  await save.click();
  await expect(page.locator('#goal-title-current')).toHaveText('Teraz: Cel Marii');
  await expect(page.locator('#goal-title')).toHaveValue('Cel Anny');
  await expectAccessible(page);
  await save.click();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  const mine = page.locator('.goal').filter({ has: page.getByRole('link', { name: 'Cel Anny', exact: true }) });
  await mine.getByRole('button', { name: 'Usuń' }).click();
  await page.locator('dialog[open]').getByRole('button', { name: 'Usuń' }).click();
  await expect(mine).toHaveCount(0);
});

test('a goal shows its indicators, and a coordinator adds one', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  const id = await inWork(page);
  await page.goto(`/programmes/${id}`);
  const communes = page.locator('.indicator', { hasText: 'Gminy, w których pracuje asystent rodziny' });
  await expect(communes).toContainText('osiągnięto 50% drogi do celu');
  await expect(communes.locator('tbody tr')).toHaveCount(2);
  await expect(communes).toContainText('dane przykładowe');
  await page.getByRole('button', { name: 'Edytuj', exact: true }).click();
  const goal = page.locator('.goal-main').filter({ has: page.getByRole('link', { name: 'Rodziny wspierające', exact: true }) }).last();
  await goal.getByRole('button', { name: 'Dodaj wskaźnik' }).click();
  const save = page.locator('dialog[open] button[type=submit]');
  await page.locator('#indicator-name').fill('Spotkania rodzin');
  await page.locator('#indicator-baseline').fill('dużo');
  await page.locator('#indicator-values').fill('2026: 2,5\nrok 2027');
  await save.click();
  await expect(page.locator('#indicator-baseline-error')).toBeVisible();
  await expect(page.locator('#indicator-values-error')).toContainText('rok 2027');
  await expectAccessible(page);
  await page.locator('#indicator-baseline').fill('0');
  await page.locator('#indicator-target').fill('10');
  await page.locator('#indicator-values').fill('2026: 2,5\n2027: 4');
  await save.click();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  const made = page.locator('.indicator', { hasText: 'Spotkania rodzin' });
  await expect(made).toContainText('osiągnięto 40% drogi do celu');
  await page.setViewportSize({ width: 320, height: 740 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await expectAccessible(page);
  await made.getByRole('button', { name: 'Usuń' }).click();
  await page.locator('dialog[open]').getByRole('button', { name: 'Usuń' }).click();
  await expect(made).toHaveCount(0);
});

test('the chain is followed from the topic and from the meeting to the goal', async ({ page }) => {
  const answer = await page.request.get('/api/v1/topic-links?limit=200');
  interface Link { topic_id: string; body_id: string; objective_id?: string; part_label: string; programme_title: string; taken_up: { meeting_id: string }[] }
  const { items } = (await answer.json()) as { items: Link[] };
  const link = items.find((one) => one.objective_id && one.taken_up.length > 0);
  if (!link) throw new Error('the demonstration has no goal whose topic was taken up');
  const serves = `Służy celowi ${link.part_label} programu „${link.programme_title}”`;
  await page.goto(`/groups/${link.body_id}?topics=all`);
  await expect(page.locator(`#topic-${link.topic_id}`)).toContainText(serves);
  await expectAccessible(page);
  await page.goto(`/meetings/${link.taken_up[0]?.meeting_id}`);
  await expect(page.getByRole('heading', { name: 'Czemu służy to posiedzenie' })).toBeVisible();
  await page.getByRole('link', { name: serves }).click();
  await expect(page.locator(`#goal-${link.objective_id}`)).toBeFocused();
});
