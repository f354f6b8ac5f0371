// Editions and people of a journey's own, made over the API.
import type { APIRequestContext } from '@playwright/test';
import { PASSWORD } from './journey.ts';
import { bearer, unique } from './people.ts';

const DAY = 86_400_000;

export interface Edition {
  id: string;
  version: number;
  training_id: string;
  clause_number: number;
}

type Headers = Record<string, string>;

async function post(request: APIRequestContext, headers: Headers, path: string, data: object, status = 201): Promise<any> {
  const answer = await request.post(`/api/v1${path}`, { headers, data });
  if (answer.status() !== status) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

/** An instant so many days from now. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * DAY).toISOString();
}

/** A published edition of a training of its own whose registration is open, unless `change` says otherwise. */
export async function newEdition(request: APIRequestContext, title: string, change: object = {}): Promise<Edition> {
  const headers = await bearer(request, 'anna.kowal');
  const training = await post(request, headers, '/trainings', { title, form: 'workshop', topics: ['Rozmowa'], audiences: ['asystenci'] });
  const edition = await post(request, headers, `/trainings/${training.id}/editions`, {
    code: unique('E'),
    days: [{ date: inDays(30).slice(0, 10), starts_at: '09:00:00', ends_at: '15:30:00' }],
    teaching_hours: 8,
    venue: 'ROPS, Kraków',
    capacity: 20,
    registration_opens_at: inDays(-1),
    registration_closes_at: inDays(10),
    ...change,
  });
  return post(request, { ...headers, 'If-Match': `"${edition.version}"` }, `/training-editions/${edition.id}/publish`, {}, 200);
}

/** Changes an edition, as its coordinator does in another window. */
export async function changeEdition(request: APIRequestContext, id: string, change: object): Promise<void> {
  const headers = await bearer(request, 'anna.kowal');
  const { version } = await (await request.get(`/api/v1/training-editions/${id}`, { headers })).json();
  const type = { 'Content-Type': 'application/merge-patch+json', 'If-Match': `"${version}"` };
  const answer = await request.patch(`/api/v1/training-editions/${id}`, { headers: { ...headers, ...type }, data: change });
  if (!answer.ok()) throw new Error(await answer.text());
}

export interface Participant {
  /** Name to sign in with. */
  name: string;
  person: string;
  account: string;
}

/** Somebody of the directory with an account, who works nowhere. */
export async function participant(request: APIRequestContext, first: string, last: string): Promise<Participant> {
  const headers = await bearer(request, 'maria.admin');
  const person = await post(request, headers, '/people', { first_name: first, last_name: last, is_public_function: false });
  const name = unique('osoba');
  const account = await post(request, headers, '/accounts', {
    sign_in_name: name,
    display_name: `${first} ${last}`,
    password: PASSWORD,
    person_id: person.id,
  });
  return { name, person: person.id, account: account.id };
}

/** Registers somebody, as the coordinator does. */
export async function register(request: APIRequestContext, edition: Edition, person: string): Promise<void> {
  const headers = await bearer(request, 'anna.kowal');
  const data = { person_id: person, clause_number: edition.clause_number };
  await post(request, headers, `/training-editions/${edition.id}/registrations`, data);
}

/** Publishes a new version of the information clause. */
export async function newClause(request: APIRequestContext, text: string): Promise<void> {
  const headers = await bearer(request, 'anna.kowal');
  await post(request, headers, '/information-clauses', { text_pl: text, text_en: `${text} (English)` });
}
