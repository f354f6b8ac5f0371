// What a visitor reads before the application has arrived, and how the one gives its place to the other.
import { type Page } from '@playwright/test';
import { arriving, expect, expectAccessible, expectNoSidewaysScroll, signIn, test, watch } from '../support/journey.ts';
import { PUBLIC_PAGES, addressOf } from '../support/pages.ts';

const PICTURED = [
  'start',
  'group',
  'meeting, published',
  'meeting, held on two days',
  'programme, with goals',
  'news item with a photo',
  'training, full',
];

function named(name: string) {
  const one = PUBLIC_PAGES.find((page) => page.name === name);
  if (!one) throw new Error(`no page is called ${name}`);
  return one;
}

/** The words of the title and of the main part, without what only the application adds. */
async function words(page: Page): Promise<string> {
  await expect(page.locator('h1:not(.pending)')).toHaveCount(1);
  return `${await page.title()}\n${await page.locator('main h1').innerText()}\n${await page.locator('main .facts').first().innerText()}`;
}

for (const locale of ['pl-PL', 'en-GB']) {
  test(`public pages can be read without a program, and the application says the same: ${locale}`, async ({ page, browser, server, found }) => {
    test.setTimeout(120_000);
    const reading = await browser.newContext({ baseURL: server.base, locale, javaScriptEnabled: false });
    const running = await browser.newContext({ baseURL: server.base, locale });
    const [picture, application] = [await reading.newPage(), arriving(await running.newPage())];
    watch(picture, server.base, found);
    watch(application, server.base, found);
    for (const name of PICTURED) {
      await test.step(name, async () => {
        const address = await addressOf(named(name), page);
        await picture.goto(address);
        await application.goto(address);
        expect(await picture.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
        await expect(picture.locator('.boot')).toBeHidden();
        expect(await words(picture)).toBe(await words(application));
        expect(await application.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
      });
    }
    await reading.close();
    await running.close();
  });
}

test('an agenda without a program: numbers, times, titles, and the way on', async ({ page, browser, server }) => {
  const context = await browser.newContext({ baseURL: server.base, javaScriptEnabled: false, viewport: { width: 320, height: 800 } });
  const picture = await context.newPage();
  await picture.goto(await addressOf(named('meeting, published'), page));
  const rows = picture.locator('.agenda-row');
  expect(await rows.count()).toBeGreaterThan(3);
  await expect(rows.first().locator('.agenda-time')).toHaveText(/^\d+:\d\d$/);
  await expect(rows.first().locator('.agenda-label')).toHaveText(/\d/);
  await expectNoSidewaysScroll(picture);
  await picture.locator('.crumbs a').last().click();
  await expect(picture.getByRole('heading', { level: 1 })).toBeVisible();
  expect(new URL(picture.url()).pathname).toMatch(/^\/(groups|convents)\//);
  await context.close();
});

test('the application takes the place of the picture in one step, and nothing moves', async ({ page }) => {
  await page.addInitScript(() => {
    const seen = { moved: 0, mains: 0, pictures: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.moved += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    new MutationObserver(() => {
      seen.mains = Math.max(seen.mains, document.querySelectorAll('main').length);
      seen.pictures = Math.max(seen.pictures, document.querySelectorAll('.first-picture').length);
    }).observe(document, { childList: true, subtree: true });
  });
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const name of PICTURED) {
      await test.step(`${name} at ${width} px`, async () => {
        await page.goto(await addressOf(named(name), page));
        await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
        const seen = await page.evaluate(() => (window as unknown as { seen: Record<string, number> }).seen);
        expect(seen).toMatchObject({ mains: 1, pictures: 1 });
        expect(seen.moved).toBeLessThanOrEqual(0.02);
      });
    }
  }
});

test('a link that has the focus keeps it', async ({ page, context }) => {
  const held: (() => void)[] = [];
  await context.route('**/obrady.wasm', async (route) => {
    await new Promise<void>((go) => held.push(go));
    await route.continue();
  });
  const going = page.goto('/', { waitUntil: 'commit' });
  const link = page.locator('main').getByRole('link', { name: 'Wszystkie grupy' });
  await link.focus();
  await expectAccessible(page);
  await expect.poll(() => held.length).toBe(1);
  held.forEach((go) => go());
  await going;
  await expect(link).toBeFocused();
});

test('a picture stays when the program does not come, and says so; it is accessible', async ({ page, context }) => {
  test.setTimeout(120_000);
  await context.route('**/obrady.wasm', (route) => route.abort());
  const plain = await context.newPage();
  for (const name of PICTURED) {
    await test.step(name, async () => {
      await plain.goto(await addressOf(named(name), page));
      await expect(plain.locator('.boot-failed')).toBeVisible();
      await expect(plain.locator('.first-picture h1')).toBeVisible();
      for (const width of [1280, 320]) {
        await plain.setViewportSize({ width, height: 800 });
        await expectAccessible(plain);
        await expectNoSidewaysScroll(plain);
      }
    });
  }
});

test('reading runs no program; it comes when somebody moves', async ({ page, context }) => {
  const plain = await context.newPage();
  const asked: string[] = [];
  plain.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await plain.goto(await addressOf(named('group'), page));
  await expect.poll(() => asked.filter((path) => path.endsWith('/obrady.wasm'))).toHaveLength(1);
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([]);
  await plain.mouse.move(200, 200);
  await expect(plain.locator('.first-picture')).toHaveCount(0);
  await expect(plain.locator('#settings-button')).toBeVisible();
  expect(asked.filter((path) => path.startsWith('/api/')).length).toBeGreaterThan(0);
});

test('who is signed in or chose another language never sees the picture', async ({ page }) => {
  await signIn(page, 'anna.kowal');
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const look = () => {
      const picture = document.querySelector('.first-picture');
      if (picture && getComputedStyle(picture).display !== 'none') seen.push(picture.textContent ?? '');
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const pictures = () => page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  await page.goto('/');
  await expect(page.locator('h1')).toHaveText('Moja praca');
  expect(await pictures()).toEqual([]);
  await page.evaluate(() => {
    localStorage.removeItem('obrady.signed-in');
    localStorage.setItem('obrady.lang', 'en');
  });
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  expect(await pictures()).toEqual([]);
});
