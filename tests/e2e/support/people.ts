// Accounts and bodies of a journey's own, made over the API, so that no journey takes the roles of another one.
import type { APIRequestContext } from '@playwright/test';
import { PASSWORD } from './journey.ts';

let count = 0;

/** A name that no other journey of this worker has. */
export function unique(word: string): string {
  count += 1;
  return `${word}${Date.now().toString(36)}${count}`;
}

/** What a person of the demonstration sends with each request. */
export async function bearer(request: APIRequestContext, name: string): Promise<Record<string, string>> {
  const answer = await request.post('/api/v1/sign-ins', { data: { sign_in_name: name, password: PASSWORD } });
  const { access_token } = await answer.json();
  return { Authorization: `Bearer ${access_token}` };
}

async function made(request: APIRequestContext, headers: Record<string, string>, path: string, data: object) {
  const answer = await request.post(`/api/v1${path}`, { headers, data });
  if (answer.status() !== 201) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as { id: string };
}

/** A new account with the password of the demonstration. */
export async function account(request: APIRequestContext, headers: Record<string, string>, name: string, display: string) {
  return made(request, headers, '/accounts', { sign_in_name: name, display_name: display, password: PASSWORD });
}

/** A new group, coordinated by an account. */
export async function group(request: APIRequestContext, headers: Record<string, string>, name: string, owner: string) {
  const body = await made(request, headers, '/bodies', { kind: 'group', name, established_on: '2026-01-01' });
  await made(request, headers, '/role-grants', { account_id: owner, role: 'coordinator', body_id: body.id });
  return body;
}

/** A day as people type it, so many days from today in Poland. */
export function typedDay(from: number): string {
  const day = new Date(Date.now() + from * 86_400_000);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Warsaw', ...options }).format(day);
  return `${part({ day: 'numeric' })}.${part({ month: 'numeric' })}.${part({ year: 'numeric' })}`;
}
