// From input to paint in the agenda editor, at a quarter of the processor's speed: from the moment of each key until the
// frame after it is painted. (Event Timing asks when the frame was shown, which a browser without a screen tells late.)
import { randomUUID } from 'node:crypto';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_FLAGS, demonstration, median, needed } from './server.mjs';

const SLOWER = 4;
const ITEMS = 20;
const CREDENTIALS = { sign_in_name: 'anna.kowal', password: 'wspolna-kawa-2026' };

/** A draft with so many items, in a browser that is signed in. */
async function openDraft(page, base) {
  await page.goto(base);
  const meeting = await page.evaluate(
    async (credentials, titles, ids) => {
      localStorage.setItem('obrady.signed-in', '1');
      let token;
      const ask = async (path, data) => {
        const headers = { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) };
        const answer = await fetch(`/api/v1${path}`, data && { method: 'POST', headers, body: JSON.stringify(data) });
        if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        return answer.json();
      };
      token = (await ask('/sign-ins', credentials)).access_token;
      const { items } = await ask('/bodies?kind=group&q=rodziny');
      const day = { date: '2027-03-01', starts_at: '08:00:00', ends_at: '20:00:00' };
      const body_id = items.find((body) => body.name.includes('wspierania rodziny')).id;
      const made = await ask('/meetings', { body_id, title: 'Posiedzenie próbne', days: [day] });
      const commands = titles.map((title, number) => ({
        type: 'add',
        item_id: ids[number],
        place: { day_id: made.days[0].id, ...(number ? { after_id: ids[number - 1] } : {}) },
        title,
        kind: 'discussion',
        planned_minutes: 15,
      }));
      await ask(`/meetings/${made.id}/agenda/commands`, { commands });
      return made.id;
    },
    CREDENTIALS,
    Array.from({ length: ITEMS }, (_, number) => `Sprawa ${number + 1}`),
    Array.from({ length: ITEMS }, () => randomUUID()),
  );
  await page.goto(`${base}/meetings/${meeting}`);
  await page.waitForSelector('#add-1', { visible: true });
}

/** How long each key took since the last call, in milliseconds. */
async function took(page) {
  return page.evaluate(() => window.took.splice(0));
}

const { base, stop } = await demonstration();
const browser = await puppeteer.launch({ executablePath: needed('CHROMIUM'), args: CHROMIUM_FLAGS });
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  await openDraft(page, base);
  await page.evaluate(() => {
    window.took = [];
    const note = (event) => {
      if (['Alt', 'Control', 'Shift'].includes(event.key)) return;
      requestAnimationFrame(() => setTimeout(() => window.took.push(performance.now() - event.timeStamp)));
    };
    addEventListener('keydown', note, { capture: true });
  });
  await page.emulateCPUThrottling(SLOWER);
  // As somebody types who sees what they typed: a key that waits for the one before would be counted with it.
  const painted = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  const press = async (keys) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      await painted();
    }
  };
  const down = async (modifier, key, times) => {
    for (let time = 0; time < times; time += 1) {
      await page.keyboard.down(modifier);
      await page.keyboard.press(key);
      await page.keyboard.up(modifier);
      await painted();
    }
  };
  const acts = {
    'a letter in the entry line': async () => {
      await page.focus('#add-1');
      await press([...'wsparcie rodzin i piecza zastepcza']);
    },
    'Enter: an item is added': async () => {
      for (let time = 0; time < 10; time += 1) {
        if (time) await page.keyboard.sendCharacter(`Sprawa ${time}`);
        await press(['Enter']);
        await page.waitForFunction((count) => document.querySelectorAll('[data-item]').length === count, {}, ITEMS + time + 1);
      }
    },
    'an item moves up': async () => {
      await page.focus('#add-1');
      await page.keyboard.down('Shift');
      await press(['Tab']);
      await page.keyboard.up('Shift');
      await down('Alt', 'ArrowUp', 10);
    },
    'Ctrl+Z: taken back': async () => down('Control', 'z', 5),
  };
  console.log('| in the agenda editor | keys | p50 ms | worst ms |');
  console.log('| --- | ---: | ---: | ---: |');
  for (const [name, act] of Object.entries(acts)) {
    await act();
    const times = await took(page);
    console.log(`| ${name} | ${times.length} | ${median(times).toFixed(0)} | ${Math.max(...times).toFixed(0)} |`);
  }
} finally {
  await browser.close();
  await stop();
}
