// A corpus of texts that run as scripts where a page takes them for markup, and how it is put into every field.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type APIRequestContext, type Page } from '@playwright/test';
import { expect } from './journey.ts';
import { bearer } from './people.ts';

/** The corpus; the tests of the feed and of the small markup read the same file. */
export const CORPUS = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/xss.json'), 'utf8')) as string[];

/** The nth text, going around. */
export const nth = (n: number): string => CORPUS[n % CORPUS.length] ?? '';

/** The nth text of those with at most so many characters. */
export function short(n: number, most: number): string {
  const fitting = CORPUS.filter((text) => text.length <= most);
  return fitting[n % fitting.length] ?? '';
}

/** The corpus in as few texts of at most `most` characters as it takes, each string a paragraph. */
export function packs(most: number): string[] {
  const all = [''];
  for (const text of CORPUS) {
    const last = all.length - 1;
    const joined = all[last] ? `${all[last]}\n\n${text}` : text;
    if (joined.length <= most) all[last] = joined;
    else all.push(text);
  }
  return all;
}

/** How many objects with three texts each hold the whole corpus. */
export const ROWS = Math.ceil(CORPUS.length / 3);

/** Writes as somebody of the demonstration. */
export class Writer {
  private constructor(
    private readonly request: APIRequestContext,
    private readonly headers: Record<string, string>,
  ) {}

  static async as(request: APIRequestContext, name: string): Promise<Writer> {
    return new Writer(request, await bearer(request, name));
  }

  /** Sends to a path below `/api/v1`; on a version of an object where one is named. */
  async post(path: string, data: object = {}, version?: number): Promise<any> {
    const headers = { ...this.headers, ...(version ? { 'If-Match': `"${version}"` } : {}) };
    const answer = await this.request.post(`/api/v1${path}`, { headers, data });
    expect(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
    return answer.status() === 204 ? {} : answer.json();
  }

  async patch(path: string, version: number, data: object): Promise<any> {
    const headers = { ...this.headers, 'If-Match': `"${version}"`, 'Content-Type': 'application/merge-patch+json' };
    const answer = await this.request.patch(`/api/v1${path}`, { headers, data });
    expect(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
    return answer.json();
  }

  async get(path: string): Promise<any> {
    const answer = await this.request.get(`/api/v1${path}`, { headers: this.headers });
    expect(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
    return answer.json();
  }

  /** Makes so many objects, one after another: the order is the corpus's. */
  async each<T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> {
    const all: T[] = [];
    for (let n = 0; n < count; n++) all.push(await make(n));
    return all;
  }
}

/** Lets no script of the corpus go unseen: dialogs, and what it calls where there is no dialog. */
export async function listen(page: Page, ran: string[]): Promise<void> {
  page.on('dialog', (dialog) => {
    ran.push(`dialog ${dialog.message()} at ${page.url()}`);
    void dialog.dismiss();
  });
  await page.exposeFunction('__ran', (what: string) => ran.push(`${what} at ${page.url()}`));
  await page.addInitScript(() => {
    const tell = (what: string) => (window as unknown as { __ran: (what: string) => void }).__ran(what);
    for (const name of ['alert', 'confirm', 'prompt']) Object.defineProperty(window, name, { value: () => tell(name) });
    Object.defineProperty(window, '__xss', { set: () => tell('marker') });
  });
}

/** What stands in a page that no text of anybody may bring there. */
export function dangers(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const here = location.origin;
    const leads = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster', 'srcset', 'background', 'ping'];
    const embedding = ['IFRAME', 'FRAME', 'OBJECT', 'EMBED', 'BASE', 'APPLET', 'MATH', 'MARQUEE', 'STYLE'];
    for (const element of document.querySelectorAll('*')) {
      const shown = element.outerHTML.slice(0, 120);
      if (embedding.includes(element.tagName.toUpperCase())) found.push(`element ${shown}`);
      if (element instanceof HTMLScriptElement && (!element.src.startsWith(`${here}/`) || element.text)) found.push(`script ${shown}`);
      if (element instanceof HTMLMetaElement && element.httpEquiv) found.push(`meta ${shown}`);
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on') || name === 'srcdoc' || name === 'style') found.push(`${name} ${shown}`);
        if (!leads.includes(name)) continue;
        let address: URL;
        try {
          address = new URL(value, document.baseURI);
        } catch {
          found.push(`address ${shown}`);
          continue;
        }
        const isPicture = element instanceof HTMLImageElement && value.startsWith('data:image/');
        const isIcon = element instanceof HTMLLinkElement && element.rel === 'icon';
        if (!['http:', 'https:', 'mailto:'].includes(address.protocol) && !isPicture && !isIcon) found.push(`scheme ${shown}`);
        if (!(element instanceof HTMLAnchorElement) || address.origin === here || address.protocol === 'mailto:') continue;
        for (const word of ['noopener', 'nofollow']) if (!element.relList.contains(word)) found.push(`without ${word}: ${shown}`);
      }
    }
    return found;
  });
}

/** Which of these texts a page does not show as they were written; blanks count as one. */
export async function missing(page: Page, wanted: string[]): Promise<string[]> {
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
  const shown = plain((await page.locator('main').textContent()) ?? '');
  const values = await page.locator('main').locator('input, textarea').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const everything = `${shown} ${values.map(plain).join(' ')}`;
  return wanted.filter((text) => !everything.includes(plain(text)));
}
