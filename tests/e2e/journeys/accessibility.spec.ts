// Every page in each of its states, as axe sees it: in both languages, light, dark and with high contrast.
// Whatever a state is missing is told; a state that is not reached fails.
import { type Page, expect } from '@playwright/test';
import { bodyId, signIn, test, violations } from '../support/journey.ts';
import { PUBLIC_PAGES, addressOf } from '../support/pages.ts';

interface Ids {
  group: string;
  convent: string;
  published: string;
  held: string;
  draft: string;
}

interface State {
  name: string;
  path: (ids: Ids, page: Page) => string | Promise<string>;
  /** Before the page is opened: what the server shall answer. */
  before?: (page: Page) => Promise<void>;
  /** After it was opened: how the state is reached, and that it is. */
  reach?: (page: Page) => Promise<void>;
}

const PROBLEM = {
  type: '/problems/internal',
  title: 'Internal error',
  status: 500,
  detail: 'Internal error',
  instance: '/api/v1',
  code: 'internal',
  request_id: '01a21079-d7c2-7835-81b9-742b3c2c0e5c',
};

/** Calls that read data, not those that sign in. */
const DATA = /\/api\/v1\/(?!(sign-ins|access-tokens|me)\b)/;

const failing = (page: Page) =>
  page.route(DATA, (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', json: PROBLEM }));
const unreachable = (page: Page) => page.route(DATA, (route) => route.abort('connectionfailed'));
const never = (page: Page) => page.route(DATA, () => undefined);
const listsEmpty = (page: Page) =>
  page.route(DATA, async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    if (Array.isArray(body.items) && !('meeting_id' in body)) body.items = [];
    delete body.next;
    await route.fulfill({ response: answer, json: body });
  });

const shown = (selector: string) => (page: Page) => expect(page.locator(selector).first()).toBeVisible();
const failed = shown('.note.danger');
const dialog = (open: (page: Page) => Promise<void>) => async (page: Page) => {
  await open(page);
  await expect(page.locator('dialog[open]')).toBeVisible();
};
const press = (selector: string) => (page: Page) => page.locator(selector).first().click();

const VISITOR: State[] = [
  ...PUBLIC_PAGES.map((one) => ({ name: one.name, path: (_: Ids, page: Page) => addressOf(one, page) })),
  { name: 'start, empty', path: () => '/', before: listsEmpty },
  { name: 'start, failed', path: () => '/', before: failing, reach: failed },
  {
    name: 'sign-in, refused',
    path: () => '/sign-in',
    reach: async (page) => {
      await page.locator('main button[type=submit]').click();
      await expect(page.locator('#error-summary')).toBeFocused();
    },
  },
  { name: 'groups, nothing found', path: () => '/groups?q=xyzzy', reach: shown('.empty') },
  { name: 'groups, empty', path: () => '/groups', before: listsEmpty, reach: shown('.empty') },
  { name: 'groups, loading', path: () => '/groups', before: never, reach: shown('.skeleton') },
  {
    name: 'groups, stuck',
    path: () => '/groups',
    before: async (page) => {
      await page.clock.install();
      await never(page);
    },
    reach: async (page) => {
      // Both of its clocks are started only when the page is there.
      await expect(async () => {
        await page.clock.fastForward(11_000);
        await expect(page.locator('.note.attention')).toBeVisible({ timeout: 500 });
      }).toPass();
    },
  },
  { name: 'groups, unreachable', path: () => '/groups', before: unreachable, reach: failed },
  { name: 'group, empty', path: (ids) => `/groups/${ids.group}`, before: listsEmpty, reach: shown('.empty') },
  { name: 'group, failed', path: (ids) => `/groups/${ids.group}`, before: failing, reach: failed },
  { name: 'group, unknown', path: () => '/groups/01900000-0000-7000-8000-000000000000', reach: failed },
  { name: 'meeting, failed', path: (ids) => `/meetings/${ids.held}`, before: failing, reach: failed },
  { name: 'convent, in 2016', path: (ids) => `/convents/${ids.convent}?on=2016-12-01` },
  { name: 'convent, empty', path: (ids) => `/convents/${ids.convent}`, before: listsEmpty },
  { name: 'convent, failed', path: (ids) => `/convents/${ids.convent}`, before: failing, reach: failed },
  { name: 'news, empty', path: () => '/news', before: listsEmpty, reach: shown('.empty') },
  { name: 'news, nothing found', path: () => '/news?q=xyzzy', reach: shown('.empty') },
  { name: 'news, failed', path: () => '/news', before: failing, reach: failed },
  { name: 'news item, unknown', path: () => '/news/01900000-0000-7000-8000-000000000000', reach: failed },
  { name: 'gallery, empty', path: () => '/gallery', before: listsEmpty, reach: shown('.empty') },
  { name: 'questions, empty', path: () => '/faq', before: listsEmpty, reach: shown('.empty') },
  { name: 'question, opened', path: () => '/faq', reach: press('summary') },
  { name: 'accessibility statement, failed', path: () => '/accessibility', before: failing, reach: failed },
  {
    name: 'settings',
    path: () => '/groups',
    reach: async (page) => {
      await page.locator('#settings-button').click();
      await expect(page.locator('#settings')).toBeVisible();
    },
  },
];

const editor = (ids: Ids) => `/meetings/${ids.draft}`;
const actionNamed = (name: RegExp) => async (page: Page) => page.getByRole('button', { name }).first().click();

const COORDINATOR: State[] = [
  { name: 'start', path: () => '/' },
  { name: 'start, empty', path: () => '/', before: listsEmpty, reach: shown('.empty') },
  { name: 'group', path: (ids) => `/groups/${ids.group}` },
  { name: 'new meeting', path: (ids) => `/groups/${ids.group}`, reach: dialog(press('.page-action button')) },
  {
    name: 'new meeting, refused',
    path: (ids) => `/groups/${ids.group}`,
    reach: async (page) => {
      await dialog(press('.page-action button'))(page);
      await page.locator('dialog[open] button[type=submit]').click();
      await expect(page.locator('#error-summary')).toBeFocused();
    },
  },
  {
    name: 'topic, proposed',
    path: (ids) => `/groups/${ids.group}`,
    reach: dialog(actionNamed(/^(Zaproponuj temat|Propose a topic)/)),
  },
  { name: 'topic, changed', path: (ids) => `/groups/${ids.group}`, reach: dialog(actionNamed(/^(Zmień|Change)$/)) },
  {
    name: 'group, changed',
    path: (ids) => `/groups/${ids.group}`,
    reach: dialog(actionNamed(/^(Zmień dane organu|Change the body)$/)),
  },
  { name: 'editor', path: editor, reach: shown('.agenda-row') },
  {
    name: 'editor, empty',
    path: editor,
    before: (page) =>
      page.route(/\/agenda(\?|$)/, async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: { ...(await answer.json()), items: [] } });
      }),
    reach: shown('#add-1'),
  },
  {
    name: 'editor, a row opened',
    path: editor,
    reach: async (page) => {
      await page.locator('main [id^=more-]').first().click();
      await expect(page.locator('.agenda-row select').first()).toBeVisible();
    },
  },
  {
    name: 'editor, a row lifted',
    path: editor,
    reach: async (page) => {
      await page.locator('.grip').nth(1).focus();
      await page.keyboard.press('Space');
      await expect(page.locator('.agenda-row.carried')).toHaveCount(1);
    },
  },
  {
    name: 'editor, renaming',
    path: editor,
    reach: async (page) => {
      await page.locator('.agenda-name').first().click();
      await expect(page.locator('[id^=title-]')).toBeFocused();
    },
  },
  { name: 'backlog', path: editor, reach: dialog(actionNamed(/^(Z listy tematów|From the backlog)/)) },
  { name: 'publish', path: editor, reach: dialog(press('.agenda-tools .primary')) },
  { name: 'facts', path: editor, reach: dialog(press('.page-action button >> nth=1')) },
  { name: 'announce the date', path: editor, reach: dialog(press('.page-action button >> nth=2')) },
  { name: 'delete the draft', path: editor, reach: dialog(press('.page-action button >> nth=3')) },
  {
    name: 'public view',
    path: editor,
    reach: async (page) => {
      await page.locator('.page-action button').first().click();
      await expect(page.locator('.page-action button').first()).toHaveAttribute('aria-pressed', 'true');
    },
  },
  {
    name: 'keys',
    path: () => '/groups',
    reach: async (page) => {
      await page.keyboard.press('?');
      await expect(page.locator('#keys-help')).toBeVisible();
    },
  },
  {
    name: 'session lost',
    path: (ids) => `/groups/${ids.group}`,
    reach: async (page) => {
      await page.route(/\/api\/v1\//, (route) =>
        route.fulfill({
          status: 401,
          contentType: 'application/problem+json',
          json: { ...PROBLEM, type: '/problems/unauthenticated', status: 401, code: 'unauthenticated' },
        }),
      );
      await actionNamed(/^(Omówiony|Discussed|Done)/)(page);
      await expect(page.locator('#session')).toBeVisible();
    },
  },
];

const ADMINISTRATOR: State[] = [
  { name: 'convent', path: (ids) => `/convents/${ids.convent}` },
  {
    name: 'end a term',
    path: (ids) => `/convents/${ids.convent}`,
    reach: dialog(actionNamed(/^(Zakończ bez następcy|End without)/)),
  },
  {
    name: 'annul a term',
    path: (ids) => `/convents/${ids.convent}`,
    reach: dialog(actionNamed(/^(Unieważnij|Annul)/)),
  },
  { name: 'nightly work', path: () => '/admin/nightly-work', reach: shown('.rows > li') },
  { name: 'nightly work, none yet', path: () => '/admin/nightly-work', before: listsEmpty, reach: shown('.empty') },
  { name: 'nightly work, failed', path: () => '/admin/nightly-work', before: failing, reach: failed },
  { name: 'rotation, first step', path: (ids) => `/convents/${ids.convent}/rotate`, reach: shown('#start-date') },
  {
    name: 'rotation, refused',
    path: (ids) => `/convents/${ids.convent}/rotate`,
    reach: async (page) => {
      await page.locator('main button[type=submit]').click();
      await expect(page.locator('#error-summary')).toBeFocused();
    },
  },
  {
    name: 'rotation, second step',
    path: (ids) => `/convents/${ids.convent}/rotate`,
    reach: (page) => choose(page, 1),
  },
  {
    name: 'rotation, last step',
    path: (ids) => `/convents/${ids.convent}/rotate`,
    reach: (page) => choose(page, 2),
  },
];

/** Goes through the wizard's first steps. */
async function choose(page: Page, steps: number): Promise<void> {
  await page.getByRole('radio', { name: /Halina Zając/ }).check();
  await page.locator('#start-date').fill('8.12.2027');
  await page.locator('main button[type=submit]').click();
  await expect(page.locator('#step-title')).toBeFocused();
  if (steps < 2) return;
  await page.getByRole('radio', { name: /Dorota Śliwa/ }).check();
  await page.locator('main button[type=submit]').click();
  await expect(page.locator('main')).toContainText('Janusz Patyna');
}

async function idsOf(page: Page): Promise<Ids> {
  const meetings = async (query: string) => {
    const answer = await page.request.get(`/api/v1/meetings?limit=200&${query}`);
    return ((await answer.json()) as { items: { id: string; days: unknown[] }[] }).items;
  };
  const [group, convent] = [await bodyId(page, 'wspierania rodziny'), await bodyId(page, 'Konwent')];
  const [published] = await meetings('state=agenda_published');
  const held = (await meetings('state=held')).find((meeting) => meeting.days.length > 1);
  if (!published || !held) throw new Error('the demonstration lacks a meeting');
  return { group, convent, published: published.id, held: held.id, draft: '' };
}

/** The draft of the group on family support, which only those who may see it find. */
async function draftId(page: Page, group: string): Promise<string> {
  await page.goto(`/groups/${group}`);
  const link = page.getByRole('link', { name: /^Posiedzenie Grupy roboczej/ }).first();
  return ((await link.getAttribute('href')) ?? '').replace('/meetings/', '');
}

/** Themes differ in their colours alone, so the other rules are asked once. */
const THEMES: [string, string[]?][] = [['light'], ['dark', ['color-contrast']], ['contrast', ['color-contrast']]];

async function look(page: Page, states: State[], ids: Ids): Promise<void> {
  for (const state of states) {
    await test.step(state.name, async () => {
      const path = await state.path(ids, page);
      await state.before?.(page);
      await page.goto(path);
      await expect(page.locator('h1')).toBeVisible();
      if (state.before !== never && !state.name.endsWith('stuck') && !state.name.endsWith('loading')) {
        await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
      }
      await state.reach?.(page);
      for (const [theme, rules] of THEMES) {
        await page.evaluate(async (name) => {
          document.documentElement.setAttribute('data-theme', name);
          await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
        }, theme);
        expect.soft(await violations(page, rules), `${state.name}, ${theme}`).toEqual([]);
      }
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    });
  }
}

for (const language of ['pl', 'en']) {
  test.describe(`in ${language}`, () => {
    test.describe.configure({ mode: 'parallel', timeout: 600_000 });
    test.use({ contextOptions: { reducedMotion: 'reduce' } });
    test.beforeEach(async ({ context }) => {
      await context.addInitScript((tag) => localStorage.setItem('obrady.lang', tag), language);
    });

    test('what a visitor sees', async ({ page }) => {
      await look(page, VISITOR, await idsOf(page));
    });

    test('what a coordinator sees', async ({ page }) => {
      await signIn(page, 'anna.kowal');
      const ids = await idsOf(page);
      await look(page, COORDINATOR, { ...ids, draft: await draftId(page, ids.group) });
    });

    test('what an administrator sees', async ({ page }) => {
      await signIn(page, 'maria.admin');
      await look(page, ADMINISTRATOR, await idsOf(page));
    });
  });
}
