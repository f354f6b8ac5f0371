import { test, signIn } from '../support/journey.ts';
import { PUBLIC_PAGES, addressOf } from '../support/pages.ts';
test('shots', async ({ browser, page, baseURL }) => {
  test.setTimeout(560000);
  const names = ['start','groups','group','programme, with goals','trainings','training, full','calendar','institutions','news','region','convent','meeting, held on two days'];
  for (const [w, loc] of [[1280,'pl-PL'],[360,'pl-PL'],[1280,'en-GB']] as [number,string][]) {
    const context = await browser.newContext({ baseURL, viewport: { width: w, height: 900 }, locale: loc });
    const p = await context.newPage();
    for (const one of PUBLIC_PAGES.filter((x) => names.includes(x.name))) {
      if (loc === 'en-GB' && !['start','programme, with goals','training, full'].includes(one.name)) continue;
      await p.goto(await addressOf(one, page), { waitUntil: 'networkidle' });
      await p.screenshot({ path: `/tmp/shots/${w}-${loc.slice(0,2)}-${one.name.replace(/[ ,]+/g,'_')}.png`, fullPage: true });
    }
    await context.close();
  }
});
