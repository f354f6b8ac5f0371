// The corpus of hostile texts in every field that pages show: nothing of it runs, and each is shown as it was written.
// What it needs is made once for its worker, which is thereby this file's own, with a server of its own: others' lists
// would be full of it.
import { type Page } from '@playwright/test';
import { enter } from '../support/agenda.ts';
import { CORPUS, ROWS, Writer, dangers, listen, missing, nth, packs, short } from '../support/hostile.ts';
import { test as base, expect } from '../support/journey.ts';
import { unique } from '../support/people.ts';
import { inDays } from '../support/trainings.ts';

interface Place {
  path: string;
  /** Texts that stand there. */
  shows: string[];
}

const test = base.extend<object, { places: { everybody: Place[]; signedIn: Place[] } }>({
  places: [
    async ({ server, playwright }, use) => {
      const request = await playwright.request.newContext({ baseURL: server.base });
      const [admin, editor] = [await Writer.as(request, 'maria.admin'), await Writer.as(request, 'anna.kowal')];
      const everybody = [
        ...(await news(admin)),
        ...(await questionsAndAlbums(admin)),
        ...(await directory(admin)),
        ...(await programme(admin)),
        ...(await trainings(admin)),
      ];
      const group = await groupAndMeeting(admin, editor);
      const signedIn = [...group.signedIn, ...(await administration(admin))];
      await request.dispose();
      await use({ everybody: [...everybody, ...group.everybody], signedIn });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** The texts of one column of rows that hold the corpus in three columns. */
const column = (from: number, rows = ROWS) => Array.from({ length: rows }, (_, row) => nth(row + from * ROWS));

async function news(editor: Writer): Promise<Place[]> {
  const publish = (made: { id: string; version: number }) => editor.post(`/news-items/${made.id}/publish`, {}, made.version);
  await editor.each(ROWS, async (n) => {
    const data = { kind: 'news', title: nth(n), lead: nth(n + ROWS), short_title: nth(n + 2 * ROWS), body: nth(n), publisher: nth(n) };
    await publish(await editor.post('/news-items', data));
  });
  const links = packs(290).map((title, n) => ({ title, address: n % 2 ? `https://xss.invalid/${n}` : `/trainings?${n}` })).slice(0, 20);
  const whole = await editor.post('/news-items', {
    kind: 'news',
    title: nth(0),
    lead: packs(1000)[0],
    body: [...CORPUS, ...CORPUS.map((text) => `## ${text}`), ...CORPUS.map((text) => `- ${text}`)].join('\n\n').slice(0, 20_000),
    author: nth(1),
    publisher: packs(300)[0],
    funding: packs(1000)[1],
    links,
    call_to_action: { title: nth(2), address: 'https://xss.invalid/' },
  });
  await publish(whole);
  return [
    { path: '/news', shows: [...column(2), ...column(1)] },
    { path: `/news/${whole.id}`, shows: [...CORPUS, nth(1), ...links.map((link) => link.title)] },
    { path: '/', shows: [] },
  ];
}

async function questionsAndAlbums(admin: Writer): Promise<Place[]> {
  await admin.each(ROWS, async (n) => {
    const data = { area: 'trainings', position: n + 1, question: nth(n), answer: `${nth(n + ROWS)}\n\n${nth(n + 2 * ROWS)}` };
    const made = await admin.post('/faq-entries', data);
    await admin.post(`/faq-entries/${made.id}/publish`, {}, made.version);
  });
  const content = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
  const images = await admin.each(20, async (n) => {
    const file = await admin.post('/files', { file_name: `${short(n, 40).replace(/[\\/:*?"<>|\s]/g, '_')}.png`, media_type: 'image/png', alt_text: packs(500)[n] ?? nth(n), content });
    return { file_id: file.file.id, caption: nth(n + 20) };
  });
  const album = await admin.post('/albums', { title: nth(50), description: packs(2000)[0], images });
  await admin.post(`/albums/${album.id}/publish`, {}, album.version);
  return [
    { path: '/faq', shows: [...column(0), ...column(1), ...column(2)] },
    { path: '/gallery', shows: [nth(50)] },
    { path: `/gallery/${album.id}`, shows: [nth(50), ...images.map((image) => image.caption)] },
  ];
}

async function directory(admin: Writer): Promise<Place[]> {
  const institutions = await admin.each(ROWS, (n) =>
    admin.post('/institutions', { kind: 'pcpr', name: nth(n), short_name: nth(n + ROWS), town: nth(n + 2 * ROWS), address: nth(n + 2 * ROWS) }),
  );
  const people = await admin.each(ROWS, (n) =>
    admin.post('/people', { first_name: nth(n), last_name: nth(n + ROWS), display_title: short(n, 60), is_public_function: true, phone: '12 000 00 00' }),
  );
  await admin.each(20, (n) =>
    admin.post('/affiliations', { person_id: people[n].id, institution_id: institutions[n].id, position_title: nth(n + 2 * ROWS), is_head: true, from: '2020-01-01' }),
  );
  return [
    { path: '/institutions', shows: column(0) },
    { path: '/people', shows: [...column(0), ...column(1)] },
    ...institutions.slice(0, 2).map((one, n) => ({ path: `/institutions/${one.id}`, shows: [nth(n), nth(n + 2 * ROWS)] })),
  ];
}

async function programme(admin: Writer): Promise<Place[]> {
  const [half, rest] = packs(7900);
  const made = await admin.post('/programmes', {
    scope: 'national',
    title: nth(3),
    assumptions: half,
    diagnosis: rest ?? half,
    diagnosis_title: nth(4),
    drafted_by: nth(5),
    legal_basis: packs(1000)[0],
    owner_unit: nth(6),
    period_from: 2026,
    period_to: 2030,
  });
  const at = `/programmes/${made.id}`;
  await admin.post(`${at}/versions`, { adopted_by: 'board', resolution_number: nth(7), resolution_date: '2026-01-02', summary: half });
  const goals = await admin.each(9, (n) =>
    admin.post(`${at}/objectives`, { code: 'ABCDEFGHI'[n], level: 'overriding', title: nth(n + 8), description: packs(4000)[n % 3] }),
  );
  await admin.post(`/objectives/${goals[0].id}/indicators`, { name: nth(20), unit: short(3, 60), baseline: 1, baseline_year: 2024, target: 2, target_year: 2030 });
  await admin.each(ROWS, async (n) => {
    await admin.post(`${at}/recommendations`, { title: nth(n), description: nth(n + ROWS) });
    await admin.post(`${at}/initiatives`, { name: nth(n + 2 * ROWS), leader: nth(n) });
  });
  const now = await admin.get(at);
  await admin.patch(at, now.version, { state: 'in_force' });
  return [
    { path: '/programmes', shows: [nth(3)] },
    { path: at, shows: [nth(3), ...CORPUS] },
  ];
}

async function trainings(admin: Writer): Promise<Place[]> {
  const coordinator = admin;
  const models = await coordinator.each(ROWS, (n) =>
    coordinator.post('/practice-models', { name: nth(n), description: nth(n + ROWS), origin_region: nth(n), target_group: nth(n + 2 * ROWS) }),
  );
  const advisers = await coordinator.each(12, async (n) => {
    const person = await coordinator.post('/people', { first_name: nth(n), last_name: nth(n + 1), is_public_function: true });
    return coordinator.post('/advisers', { person_id: person.id, title: nth(n + 12), bio: packs(2000)[n] ?? nth(n), specialisations: [nth(n + 24), nth(n + 36)].map((text) => text.slice(0, 100)) });
  });
  const [first, second, third] = packs(4000);
  const training = await coordinator.post('/trainings', {
    title: nth(9),
    description: first,
    form: 'workshop',
    topics: column(1).slice(0, 50),
    audiences: column(2).slice(0, 50),
    practice_model_ids: models.slice(0, 3).map((model) => model.id),
  });
  const edition = await coordinator.post(`/trainings/${training.id}/editions`, {
    code: unique('<b>'),
    days: [{ date: inDays(30).slice(0, 10), starts_at: '09:00:00', ends_at: '15:30:00' }],
    teaching_hours: 8,
    venue: nth(29),
    funding_source: nth(30),
    capacity: 20,
    registration_opens_at: inDays(-1),
    registration_closes_at: inDays(10),
    trainers: [{ adviser_id: advisers[0].id, blocks: [nth(31), nth(32)] }],
  });
  await coordinator.post(`/training-editions/${edition.id}/publish`, {}, edition.version);
  await coordinator.post('/information-clauses', { text_pl: [first, second].join('\n\n').slice(0, 8000), text_en: third ?? first });
  return [
    { path: '/trainings', shows: [nth(9)] },
    { path: `/trainings/${edition.id}`, shows: [nth(9), nth(29), ...column(1).slice(0, 50)] },
    { path: '/trainings/models', shows: [...column(0), ...column(1)] },
    { path: '/trainings/advisers', shows: [nth(12), nth(13)] },
    { path: '/trainings/clauses', shows: [nth(0), nth(1)] },
    { path: '/calendar', shows: [] },
  ];
}

async function groupAndMeeting(admin: Writer, editor: Writer): Promise<{ everybody: Place[]; signedIn: Place[] }> {
  const me = (await editor.get('/me')).account_id;
  const body = await admin.post('/bodies', { kind: 'group', name: nth(11), purpose: packs(4000)[0], topic_areas: [nth(12), nth(13)].map((text) => text.slice(0, 100)), established_on: '2026-01-01' });
  await admin.post('/role-grants', { account_id: me, role: 'coordinator', body_id: body.id });
  const host = (await editor.get('/institutions?limit=1')).items[0].id;
  const topics = await editor.each(ROWS, (n) => editor.post(`/bodies/${body.id}/topics`, { title: nth(n), sub_points: [nth(n + ROWS), nth(n + 2 * ROWS)] }));
  const plan = await editor.post(`/bodies/${body.id}/work-plans`, { year: 2027 });
  await editor.post(`/work-plans/${plan.id}/entries`, { topic_id: topics[0].id, planned: { from: '2027-11-30', precision: 'month_end' }, deliverable: nth(14), note: packs(1000)[0] });
  await editor.each(8, async (n) => {
    const person = await admin.post('/people', { first_name: nth(n), last_name: nth(n + 40), is_public_function: true });
    await editor.post(`/bodies/${body.id}/memberships`, { person_id: person.id, capacity: 'expert', from: '2026-01-01' });
  });
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Warsaw' }).format(new Date());
  const meeting = await editor.post('/meetings', { body_id: body.id, title: nth(15), venue: nth(16), days: [{ date, starts_at: '00:05:00', ends_at: '23:55:00' }] });
  const at = `/meetings/${meeting.id}`;
  const items = Array.from({ length: ROWS }, () => crypto.randomUUID());
  const commands = items.map((item_id, n) => ({
    type: 'add',
    item_id,
    place: { day_id: meeting.days[0].id, ...(n ? { after_id: items[n - 1] } : {}) },
    title: nth(n),
    speaker_text: nth(n + ROWS),
    kind: 'discussion',
  }));
  const agenda = await editor.post(`${at}/agenda/commands`, { commands });
  await editor.post(`${at}/agenda/publish`, { agenda_version: agenda.version });
  await editor.post(`${at}/start`, {}, (await editor.get(at)).version);
  const due = { from: date, precision: 'day' };
  await editor.each(ROWS, async (n) => {
    const item = `/agenda-items/${items[n]}`;
    await editor.post(`${item}/statements`, { text: nth(n + 2 * ROWS), led_to: nth(n) });
    await editor.post(`${item}/findings`, { text: nth(n + ROWS), area: nth(n) });
    await editor.post(`${item}/decisions`, { text: nth(n + 2 * ROWS) });
  });
  const task = await editor.post(`/agenda-items/${items[0]}/action-items`, { title: nth(17), due, owner_institution_id: host });
  await editor.post(`/action-items/${task.id}/deliverables`, { title: nth(18), description: packs(1000)[1], kind: 'handbook', url: 'https://xss.invalid/' });
  const draft = await editor.post('/meetings', { body_id: body.id, title: nth(19), days: [{ date: inDays(40).slice(0, 10), starts_at: '10:00:00', ends_at: '13:00:00' }] });
  const copy = commands.map((command, n) => ({ ...command, item_id: crypto.randomUUID(), place: { day_id: draft.days[0].id }, title: nth(ROWS - 1 - n) }));
  await editor.post(`/meetings/${draft.id}/agenda/commands`, { commands: copy });
  const group = { path: `/groups/${body.id}`, shows: [nth(11), nth(12), nth(13)] };
  return {
    everybody: [group, { path: '/groups', shows: [nth(11)] }, { path: at, shows: [nth(15), nth(16), ...column(0), ...column(1)] }],
    signedIn: [
      { path: group.path, shows: [...group.shows, ...column(0)] },
      { path: at, shows: [...column(0), ...column(1)] },
      { path: `${at}/run`, shows: column(0) },
      { path: `/meetings/${draft.id}`, shows: [nth(19), ...column(0)] },
      { path: '/my-work', shows: [] },
      { path: '/', shows: [] },
    ],
  };
}

async function administration(admin: Writer): Promise<Place[]> {
  await admin.each(10, (n) => admin.post('/accounts', { sign_in_name: unique('x'), display_name: nth(n + 60), password: 'wspolna-kawa-2026' }));
  await admin.post('/service-accounts', { name: nth(80), scopes: ['agenda:read'], expires_at: inDays(30) });
  const person = (await admin.get('/people?limit=1&q=script')).items[0];
  return [
    { path: '/admin/accounts', shows: [nth(60)] },
    { path: '/admin/service-accounts', shows: [nth(80)] },
    { path: '/admin/audit', shows: [] },
    { path: '/admin/people', shows: column(0) },
    { path: '/admin/institutions', shows: column(0) },
    { path: '/admin/duplicates', shows: [] },
    { path: `/admin/people/${person.id}`, shows: [] },
    { path: `/people/${person.id}/data`, shows: [] },
  ];
}

/** Waits for a page, and unfolds and reads on what it has. */
async function whole(page: Page): Promise<void> {
  await expect(page.locator('h1:not(.pending)')).toBeVisible();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  const more = page.locator('main').getByRole('button', { name: 'Pokaż więcej' });
  for (let pages = 0; pages < 10 && (await more.count()) > 0; pages++) {
    const before = await page.locator('main').evaluate((main) => main.childElementCount + main.innerHTML.length);
    await more.first().click();
    await expect.poll(() => page.locator('main').evaluate((main) => main.childElementCount + main.innerHTML.length)).not.toBe(before);
    await expect(page.locator('main [aria-disabled=true]')).toHaveCount(0);
  }
  await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
}

async function nothingRuns(page: Page, places: Place[], ran: string[]): Promise<void> {
  for (const { path, shows } of places) {
    await test.step(path, async () => {
      await page.goto(path);
      await whole(page);
      expect.soft(await dangers(page), path).toEqual([]);
      expect.soft(await missing(page, shows), path).toEqual([]);
      await page.emulateMedia({ media: 'print' });
      expect.soft(await dangers(page), `${path}, printed`).toEqual([]);
      await page.emulateMedia({ media: null });
      expect(ran, path).toEqual([]);
    });
  }
}

test('hostile texts run nowhere that everybody reads', async ({ page, places }) => {
  test.setTimeout(120_000);
  const ran: string[] = [];
  await listen(page, ran);
  await nothingRuns(page, places.everybody, ran);
});

test('hostile texts run nowhere that coordinators and administrators read', async ({ page, places }) => {
  test.setTimeout(120_000);
  const ran: string[] = [];
  await listen(page, ran);
  await enter(page, 'maria.admin');
  await nothingRuns(page, places.signedIn, ran);
});

test('the corpus is large and holds nothing twice', () => {
  expect(new Set(CORPUS).size).toBe(CORPUS.length);
  expect(CORPUS.length).toBeGreaterThanOrEqual(200);
});
