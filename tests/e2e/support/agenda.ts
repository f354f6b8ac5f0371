// Meetings with an agenda, made through the API, for journeys that begin in the middle of the work.
import { randomUUID } from 'node:crypto';
import { type APIResponse, type Page } from '@playwright/test';
import { PASSWORD, bodyId, expect } from './journey.ts';

/** Date, start and end of a day. */
export type Day = [string, string, string];

export interface Item {
  title: string;
  minutes?: number;
  /** Number of its day, from 0. */
  day?: number;
  /** Title of the item that it stands under. */
  under?: string;
  kind?: string;
}

export interface Meeting {
  url: string;
  /** Ids of the items by their titles. */
  ids: Record<string, string>;
}

/** Signs in without the form; the next page that is opened belongs to this person. */
export async function enter(page: Page, name: string): Promise<string> {
  const answer = await page.request.post('/api/v1/sign-ins', { data: { sign_in_name: name, password: PASSWORD } });
  // By this the application knows that the browser may hold a session.
  await page.addInitScript(() => localStorage.setItem('obrady.signed-in', '1'));
  return ((await made(answer)) as { access_token: string }).access_token;
}

/** A draft of the group on family support with these days and items, open in the editor. */
export async function openDraft(page: Page, days: Day[], items: Item[]): Promise<Meeting> {
  const headers = { Authorization: `Bearer ${await enter(page, 'anna.kowal')}` };
  const data = {
    body_id: await bodyId(page, 'wspierania rodziny'),
    title: 'Posiedzenie próbne',
    days: days.map(([date, starts_at, ends_at]) => ({ date, starts_at: `${starts_at}:00`, ends_at: `${ends_at}:00` })),
  };
  const post = (url: string, data: object) =>
    page.request.post(url, { data, headers: { ...headers, 'Idempotency-Key': `"${randomUUID()}"` } });
  const meeting = (await made(await post('/api/v1/meetings', data))) as { id: string; days: { id: string }[] };
  const ids: Record<string, string> = {};
  const last: Record<string, string> = {};
  const commands = items.map(({ title, minutes, day = 0, under, kind = 'discussion' }) => {
    const place: Record<string, string | undefined> = { day_id: meeting.days[day]?.id };
    if (under) place.parent_id = ids[under];
    const siblings = `${day} ${under ?? ''}`;
    if (last[siblings]) place.after_id = last[siblings];
    last[siblings] = ids[title] = randomUUID();
    return { type: 'add', item_id: ids[title], place, title, kind, planned_minutes: minutes };
  });
  if (commands.length > 0) await made(await post(`/api/v1/meetings/${meeting.id}/agenda/commands`, { commands }));
  const url = `/meetings/${meeting.id}`;
  await page.goto(url);
  await expect(page.locator('#add-1')).toBeVisible();
  return { url, ids };
}

/** A meeting of today of the same group that has begun, on the page that runs it. */
export async function begunMeeting(page: Page, titles: string[]): Promise<{ id: string }> {
  const headers = { Authorization: `Bearer ${await enter(page, 'anna.kowal')}` };
  const post = (path: string, data?: object, version?: number) =>
    page.request.post(`/api/v1/meetings${path}`, {
      data,
      headers: { ...headers, 'Idempotency-Key': `"${randomUUID()}"`, ...(version ? { 'If-Match': `"${version}"` } : {}) },
    });
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Warsaw' }).format(new Date());
  const body_id = await bodyId(page, 'wspierania rodziny');
  const days = [{ date, starts_at: '00:05:00', ends_at: '23:55:00' }];
  const meeting = (await made(await post('', { body_id, title: 'Spotkanie próbne', days }))) as Begun;
  const day_id = meeting.days[0]?.id;
  let after_id: string | undefined;
  const commands = titles.map((title) => {
    const item_id = randomUUID();
    const place = { day_id, ...(after_id ? { after_id } : {}) };
    after_id = item_id;
    return { type: 'add', item_id, place, title, kind: 'discussion' };
  });
  const agenda = (await made(await post(`/${meeting.id}/agenda/commands`, { commands }))) as Begun;
  await made(await post(`/${meeting.id}/agenda/publish`, { agenda_version: agenda.version }));
  const now = (await made(await page.request.get(`/api/v1/meetings/${meeting.id}`, { headers }))) as Begun;
  await made(await post(`/${meeting.id}/start`, undefined, now.version));
  await page.goto(`/meetings/${meeting.id}/run`);
  await expect(page.locator('#entry-text')).toBeVisible();
  return { id: meeting.id };
}

interface Begun {
  id: string;
  version: number;
  days: { id: string }[];
}

async function made(answer: APIResponse): Promise<unknown> {
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

/** The titles from top to bottom, each with a dash for every level below the first. */
export async function outline(page: Page, within = 'main'): Promise<string[]> {
  return page.locator(`${within} .agenda-row`).evaluateAll((rows) =>
    rows.map((row) => {
      const level = Number(/level-(\d)/.exec(row.className)?.[1]);
      return '-'.repeat(level - 1) + (row.querySelector('.agenda-name')?.textContent ?? '');
    }),
  );
}
