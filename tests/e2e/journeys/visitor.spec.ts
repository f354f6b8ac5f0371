import { bodyId, expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../support/journey.ts';
import { PUBLIC_PAGES, addressOf } from '../support/pages.ts';

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test('a visitor reads an agenda in English', async ({ page }) => {
    await page.goto('/');
    await page.locator('#settings-button').click();
    await page.getByText('English').click();
    await page.keyboard.press('Escape');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await page.getByRole('link', { name: 'Groups' }).first().click();
    await expect(page.locator('h1')).toHaveText('Groups');
    await expect(page.locator('h1')).toBeFocused();
    await page.getByRole('link', { name: /pieczy/ }).first().click();
    await page.getByRole('link', { name: /Spotkanie grupy ds. pieczy/ }).first().click();
    await expect(page.getByText('Procedura pracy koordynatora – propozycja zespołu')).toBeVisible();
    await expect(page.locator('.agenda-tools')).toHaveCount(0);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});

test('the question mark lists the keys', async ({ page }) => {
  await page.goto('/groups');
  await expect(page.locator('h1:not(.pending)')).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.locator('#keys-help')).toContainText('Alt + Shift');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.locator('#keys-help')).toBeHidden();
});

for (const width of [1280, 360]) {
  for (const scheme of ['light', 'dark'] as const) {
    test(`every page is accessible at ${width} px, ${scheme}`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await signIn(page, 'maria.admin');
      const [group, convent] = [await bodyId(page, 'wspierania rodziny'), await bodyId(page, 'Konwent')];
      const meetings = await page.request.get('/api/v1/meetings?state=agenda_published');
      const meeting = (await meetings.json()).items[0].id as string;
      const pages = ['/', '/groups', `/groups/${group}`, `/meetings/${meeting}`, `/convents/${convent}`, `/convents/${convent}/rotate`, '/nowhere'];
      for (const path of pages) {
        await page.goto(path);
        await expect(page.locator('h1:not(.pending)')).toBeVisible();
        await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
    });
  }
}

/** Ways in which people enlarge a page (WCAG 1.4.4, 1.4.10, 1.4.12); 320 px is 1280 px at 400 %. */
const ENLARGED: [string, number, () => void][] = [
  ['at 320 px', 320, () => undefined],
  ['with text twice as large', 1280, () => document.documentElement.style.setProperty('font-size', '200%')],
  [
    'with wide spacing',
    360,
    () => {
      const sheet = new CSSStyleSheet();
      const spacing = 'line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important';
      sheet.replaceSync(`* { ${spacing} } p { margin-bottom: 2em !important }`);
      document.adoptedStyleSheets = [sheet];
    },
  ],
];

for (const [name, width, enlarge] of ENLARGED) {
  test(`nothing scrolls sideways ${name}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width, height: 800 });
    const fits = async (path: string) => {
      await page.goto(path);
      await expect(page.locator('h1:not(.pending)')).toBeVisible();
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
      await page.evaluate(enlarge);
      await expectNoSidewaysScroll(page);
    };
    for (const one of PUBLIC_PAGES) {
      await test.step(one.name, async () => fits(await addressOf(one, page)));
    }
    await signIn(page, 'anna.kowal');
    const [group, convent] = [await bodyId(page, 'wspierania rodziny'), await bodyId(page, 'Konwent')];
    const held = (await (await page.request.get('/api/v1/meetings?state=held&limit=200')).json()).items as { id: string; days: unknown[] }[];
    const twoDays = held.find((meeting) => meeting.days.length > 1)?.id ?? '';
    await page.goto(`/groups/${group}`);
    const draft = await page.getByRole('link', { name: /^Posiedzenie Grupy roboczej/ }).first().getAttribute('href');
    const paths = ['/', `/groups/${group}`, draft ?? '', `/meetings/${twoDays}`, `/convents/${convent}`, `/convents/${convent}/rotate`];
    for (const path of paths) await test.step(path, () => fits(path));
  });
}
