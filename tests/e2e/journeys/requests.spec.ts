// What a page fetches when it is the first that somebody opens, and what happens when a part of it does not arrive.
import { PUBLIC_PAGES, addressOf } from '../support/pages.ts';
import { arriving, expect, test } from '../support/journey.ts';

/** The page, its style sheet, two fonts and an icon, the script of the first picture, the program with its two. */
const ALWAYS = 9;

/** The family's own module, a second one where two work together, and packs of what families share. */
const PARTS = 12;

for (const name of ['start', 'sign-in', 'group', 'meeting, held on two days', 'programme, with goals', 'training, full']) {
  const one = PUBLIC_PAGES.find((page) => page.name === name);
  if (!one) throw new Error(`no page is called ${name}`);
  test(`few requests bring the page: ${name}`, async ({ page, browser, server }) => {
    const address = await addressOf(one, page);
    const context = await browser.newContext({ baseURL: server.base });
    const fresh = arriving(await context.newPage());
    const fetched: string[] = [];
    fresh.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await fresh.goto(address);
    await expect(fresh.locator('h1:not(.pending)')).toBeVisible();
    await expect(fresh.locator('[aria-busy=true]')).toHaveCount(0);
    await context.close();
    const parts = fetched.filter((path) => /\/(split|shared)_[^/]*$/.test(path));
    const data = fetched.filter((path) => path.startsWith('/api/'));
    expect(parts.length, parts.join('\n')).toBeLessThanOrEqual(PARTS);
    const always = fetched.filter((path) => !parts.includes(path) && !data.includes(path));
    expect(always.length, always.join('\n')).toBeLessThanOrEqual(ALWAYS);
    expect(always.length, 'the program came').toBeGreaterThan(4);
  });
}

test('a part that did not arrive is fetched again', async ({ page, found }) => {
  const wanted: string[] = [];
  await page.route('**/shared_*.bin', async (route) => {
    wanted.push(route.request().url());
    await (wanted.length === 1 ? route.abort() : route.continue());
  });
  await page.goto('/groups');
  await page.getByRole('button', { name: 'Spróbuj ponownie' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Grupy' })).toBeVisible();
  await expect(page.getByRole('link', { name: /wspierania rodziny/ }).first()).toBeVisible();
  expect(wanted.filter((url) => url === wanted[0]), 'fetched twice, the others once').toHaveLength(2);
  expect(wanted).toHaveLength(new Set(wanted).size + 1);
  // The script reports what it could not fetch; it is the one error that may be here.
  expect(found.filter((text) => !text.includes('fetch'))).toEqual([]);
  found.length = 0;
});
