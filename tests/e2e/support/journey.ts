// What every journey uses: a server, a page that reports what must not happen, and people of the demonstration.
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, type Locator, type Page, expect, test as base } from '@playwright/test';
import { type Server, startServer } from './server.ts';

export const PASSWORD = 'wspolna-kawa-2026';

/** Console errors, exceptions, violations of the content security policy, requests to other origins. */
export function watch(page: Page, origin: string, found: string[]): void {
  page.on('console', (message) => {
    const text = message.text();
    // A refused request is a part of many journeys; the browser reports its status as an error.
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) found.push(`console: ${text}`);
  });
  page.on('pageerror', (error) => found.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith('data:') && new URL(url).origin !== origin) found.push(`another origin: ${url}`);
  });
}

async function reportViolations(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
}

/**
 * Public pages show what the server wrote of them until somebody moves and the application has drawn the same; journeys
 * are about the application, so going somewhere ends when that is there.
 */
export function arriving(page: Page): Page {
  const arrived = async <T>(answer: T): Promise<T> => {
    await page.evaluate(() => window.dispatchEvent(new Event('pointermove')));
    await page.locator('.first-picture').waitFor({ state: 'detached' });
    return answer;
  };
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (...where) => arrived(await goto(...where));
  page.reload = async (...how) => arrived(await reload(...how));
  return page;
}

export const test = base.extend<{ found: string[]; watched: void }, { server: Server }>({
  server: [
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => use(server.base),
  found: async ({}, use) => {
    const found: string[] = [];
    await use(found);
    expect(found, 'nothing that must not happen').toEqual([]);
  },
  watched: [
    async ({ context, page, server, found }, use) => {
      await reportViolations(context);
      watch(page, server.base, found);
      arriving(page);
      await use();
    },
    { auto: true },
  ],
});

export async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('#sign-in-name').fill(name);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('main button[type=submit]').click();
  await expect(page.locator('.who-name')).toBeVisible();
}

/** A page of somebody else, in a browser of their own, watched as the first one is. */
export async function elsewhere(browser: Browser, server: Server, found: string[]): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.base, locale: 'pl-PL' });
  await reportViolations(context);
  const page = arriving(await context.newPage());
  watch(page, server.base, found);
  return page;
}

/** Goes to an element by Tab alone, or backwards by Shift+Tab, and sees that the focus shows there. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let steps = 0; !(await isThere()); steps++) {
    if (steps > 200) throw new Error(`${key} does not lead to ${target}`);
    await page.keyboard.press(key);
  }
  const outline = await target.evaluate((element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
  });
  expect(outline, `the focus shows at ${target}`).toBeGreaterThanOrEqual(2);
}

/** The name of a button that says to screen readers what it is of: `Usuń: plik.png`. */
export function buttonOf(label: string, thing: string): RegExp {
  const plain = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${plain(label)} ?: ${plain(thing)}`);
}

/** The id of a body by a part of its name. */
export async function bodyId(page: Page, name: string): Promise<string> {
  const answer = await page.request.get('/api/v1/bodies');
  const { items } = (await answer.json()) as { items: { id: string; name: string }[] };
  const body = items.find((one) => one.name.includes(name));
  if (!body) throw new Error(`there is no ${name}`);
  return body.id;
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What breaks WCAG 2.2 AA or good practice; some `rules` only, if named. Axe leaves those of 2.2 out unless told. */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // A colour on its way from one theme to the other is no colour of either.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
        .map((one) => one.finished),
    ),
  );
  const axe = new AxeBuilder({ page });
  const found = await (rules ? axe.withRules(rules) : axe.withTags(TAGS)).analyze();
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`);
}

/** A new draft of the group on family support, made in the browser. */
export async function newMeeting(page: Page, date: string): Promise<void> {
  await page.goto(`/groups/${await bodyId(page, 'wspierania rodziny')}`);
  await page.locator('.page-action button').first().click();
  await page.locator('#meeting-date').fill(date);
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page).toHaveURL(/\/meetings\//);
  await expect(page.locator('#add-1')).toBeVisible();
}

export async function expectAccessible(page: Page): Promise<void> {
  // The page is loaded before the application has drawn anything.
  await expect(page.locator('h1').first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(content).toBeLessThanOrEqual(screen);
}

export { expect };
