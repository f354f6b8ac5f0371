// Lighthouse on a phone, several runs of each page, medians as a table in Markdown (UX-38).
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { CHROMIUM_FLAGS, demonstration, median, needed } from './server.mjs';

const RUNS = Number(process.env.RUNS ?? 5);
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const TIMES = ['largest-contentful-paint', 'total-blocking-time'];

const { base, stop } = await demonstration();

async function first(list, fits = () => true) {
  const { items } = await (await fetch(`${base}/api/v1/${list}${list.includes('?') ? '&' : '?'}limit=200`)).json();
  return items.find(fits).id;
}

const pages = {
  start: '/',
  group: `/groups/${await first('bodies?kind=group', (body) => body.name.includes('wspierania rodziny'))}`,
  agenda: `/meetings/${await first('meetings?state=agenda_published')}`,
  programme: `/programmes/${await first('programmes?state=in_force')}`,
  training: `/trainings/${await first('training-editions', (edition) => edition.code === 'WK/1')}`,
};

async function visit(url) {
  const browser = await launch({ chromePath: needed('CHROMIUM'), chromeFlags: CHROMIUM_FLAGS });
  try {
    const { lhr } = await lighthouse(url, { port: browser.port, onlyCategories: CATEGORIES, logLevel: 'error' });
    return lhr;
  } finally {
    browser.kill();
  }
}

try {
  console.log('| page | performance | accessibility | best practices | LCP s | TBT ms | CLS | transferred kB |');
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const [name, path] of Object.entries(pages)) {
    const reports = [];
    for (let run = 0; run < RUNS; run += 1) reports.push(await visit(base + path));
    const of = (pick) => median(reports.map(pick));
    const scores = CATEGORIES.map((id) => Math.round(of((report) => report.categories[id].score) * 100));
    const [lcp, tbt] = TIMES.map((id) => of((report) => report.audits[id].numericValue));
    const cls = of((report) => report.audits['cumulative-layout-shift'].numericValue);
    const bytes = of((report) => report.audits['total-byte-weight'].numericValue);
    console.log(
      `| ${name} | ${scores.join(' | ')} | ${(lcp / 1000).toFixed(2)} | ${tbt.toFixed(0)} | ${cls.toFixed(3)} | ${(bytes / 1000).toFixed(0)} |`,
    );
    // What keeps a page from a full score, once for each page.
    const failed = new Set();
    for (const report of reports)
      for (const id of CATEGORIES.slice(1))
        for (const ref of report.categories[id].auditRefs)
          if (ref.weight > 0 && report.audits[ref.id].score !== null && report.audits[ref.id].score < 1) failed.add(ref.id);
    for (const id of failed) console.error(`${name}: ${id}`);
  }
} finally {
  await stop();
}
