// How somebody gets into their account: by a link from an administrator, with a second factor, with a recovery code.
import { createHmac } from 'node:crypto';
import { elsewhere, expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../support/journey.ts';
import { unique } from '../support/people.ts';
import type { Page } from '@playwright/test';

const PASSWORD_CHOSEN = 'kotlet-schabowy-77';

/** The code of a key at a step of thirty seconds (RFC 6238). */
function totp(key: string, step: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...key.replace(/\s/g, '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'));
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const secret = Buffer.from(bytes.map((byte) => parseInt(byte, 2)));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = digest[19]! & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function enter(page: Page, name: string, code?: string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('#sign-in-name').fill(name);
  await page.locator('#password').fill(PASSWORD_CHOSEN);
  await page.locator('main button[type=submit]').click();
  if (code !== undefined) {
    await page.locator('#sign-in-code').fill(code);
    await page.locator('main button[type=submit]').click();
  }
}

test('a link lets somebody in, and a second factor keeps others out', async ({ page, browser, server, found }) => {
  const name = unique('zbigniew.');
  await signIn(page, 'maria.admin');
  await page.goto('/admin/accounts');
  await page.locator('.page-action button').click();
  await page.locator('#account-name').fill(name);
  await page.locator('#account-display').fill(`Zbigniew ${name}`);
  await page.locator('dialog[open] button[type=submit]').click();
  await page.locator('dialog[open]').getByRole('button', { name: 'Utwórz odnośnik do hasła' }).click();
  const link = page.locator('#access-link');
  await expect(link).toHaveValue(/\/set-password#/);
  const address = await link.inputValue();
  await expectAccessible(page);

  await page.keyboard.press('Escape');
  await page.locator('.page-action button').click();
  await page.locator('#account-name').fill(name);
  await page.locator('#account-display').fill('Ktoś inny');
  await page.locator('dialog[open] button[type=submit]').click();
  await expect(page.locator('#account-name-error')).toHaveText(/Ta nazwa użytkownika jest już zajęta/);
  await page.keyboard.press('Escape');

  const own = await elsewhere(browser, server, found);
  // As a program for mail makes it, which takes the full stop for a part of the link.
  await own.goto(`${address}.`);
  await expect(own.locator('h1')).toBeVisible();
  expect(new URL(own.url()).hash, 'nobody reads the link over a shoulder').toBe('');
  await expectAccessible(own);
  await expectNoSidewaysScroll(own);
  await own.locator('main input[autocomplete=new-password]').fill('haslohaslohaslo');
  await own.locator('main button[type=submit]').click();
  await expect(own.locator('#error-summary')).toBeFocused();
  await own.locator('main input[autocomplete=new-password]').fill(PASSWORD_CHOSEN);
  await own.locator('main button[type=submit]').click();
  await expect(own.locator('main')).toContainText(name);
  await enter(own, name);
  await expect(own.locator('.who-name')).toBeVisible();

  await own.goto('/account/second-factor');
  await own.getByRole('button', { name: 'Włącz drugi składnik' }).click();
  const key = await own.locator('#factor-key').innerText();
  await expectAccessible(own);
  const step = Math.floor(Date.now() / 30_000);
  await own.locator('#factor-code').fill(totp(key, step));
  await own.locator('main form button[type=submit]').click();
  await expect(own.locator('#recovery-codes li')).toHaveCount(10);
  await expectAccessible(own);
  const recovery = await own.locator('#recovery-codes li').first().innerText();
  await own.getByRole('button', { name: 'Kody są zapisane' }).click();
  await expect(own.locator('main')).toContainText('Pozostało kodów zapasowych: 10.');
  await own.close();

  // The code that set the factor up is used; the next one is good from now on.
  const again = await elsewhere(browser, server, found);
  await enter(again, name, totp(key, step));
  await expect(again.locator('#sign-in-code-error')).toBeVisible();
  await expectAccessible(again);
  await again.locator('#sign-in-code').fill(totp(key, step + 1));
  await again.locator('main button[type=submit]').click();
  await expect(again.locator('.who-name')).toBeVisible();
  await again.close();
  const lost = await elsewhere(browser, server, found);
  await enter(lost, name, recovery);
  await expect(lost.locator('.who-name')).toBeVisible();
  await lost.goto('/account/second-factor');
  await expect(lost.locator('main')).toContainText('Pozostało kodów zapasowych: 9.');
});

test('whoever forgot the password gets the same answer for every name', async ({ page }) => {
  const answer = async (name: string) => {
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Nie pamiętasz hasła?' }).click();
    await expect(page).toHaveURL(/forgot-password/);
    await page.locator('main input').first().fill(name);
    await page.locator('main button[type=submit]').click();
    await expect(page.locator('main')).toContainText('Przyjęto prośbę');
    return page.locator('main').innerText();
  };
  const known = await answer('anna.kowal');
  await expectAccessible(page);
  expect(await answer('nikt.taki')).toBe(known);
});
