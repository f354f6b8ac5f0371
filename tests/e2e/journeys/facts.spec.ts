// Every fact of the source documents can be found by a visitor: the lists of tests/facts, by links from the start page.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Page } from '@playwright/test';
import { expect, test } from '../support/journey.ts';

interface Document {
  document: string;
  pages: { name: string; from?: string; follow: string[] }[];
  facts: { fact: string; page: string; value?: unknown; shows?: string; image?: string }[];
}

const FOLDER = join(import.meta.dirname, '../../facts');

/** Waits until the page has drawn what it loaded, and unfolds what can be folded. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('h1:not(.pending)')).toBeVisible();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
}

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.json'))) {
  const list = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Document;
  test(`a visitor finds every fact: ${list.document}`, async ({ page }) => {
    const addresses: Record<string, string> = {};
    for (const { name, from, follow } of list.pages) {
      await page.goto(from ? (addresses[from] ?? '') : '/');
      for (const link of follow) {
        await settled(page);
        const before = page.url();
        const way = page.getByRole('link', { name: link }).first();
        const there = page.getByRole('heading', { level: 1, name: link, exact: true });
        // A list of one leads straight to it.
        await expect(way.or(there).first()).toBeVisible();
        if (await there.isVisible()) continue;
        await way.click();
        await expect(page).not.toHaveURL(before);
      }
      await settled(page);
      addresses[name] = page.url();
      for (const { fact, shows, value, image } of list.facts.filter((fact) => fact.page === name)) {
        if (image) await expect.soft(page.getByRole('img', { name: image }).first(), fact).toBeVisible();
        const text = shows ?? (image ? undefined : String(value));
        if (text) await expect.soft(page.locator('body'), fact).toContainText(text, { useInnerText: true, ignoreCase: true });
      }
    }
    for (const fact of list.facts) expect.soft(addresses[fact.page], `${fact.fact}: page ${fact.page}`).toBeDefined();
  });
}
