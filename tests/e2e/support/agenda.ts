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
