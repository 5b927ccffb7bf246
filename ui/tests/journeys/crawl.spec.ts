import { expect } from '@playwright/test';
import { accessFaultsInBoth } from '../accessible';
import { Crawler } from '../crawl/crawler';
import { Ear } from '../crawl/ear';
import { LAYERS } from '../crawl/eye';
import { Fit } from '../crawl/fit';
import { Texts } from '../crawl/texts';
import { PROGRAM } from '../own-desk';
import { type Known, known, test } from '../sample-desk';

/**
 * Everything that can be pressed is pressed: in each room of the sample business, and in every dialog, menu and list that
 * opens. Nothing may complain, fail or go blank, Esc leads back to where one was, everything said is translated, and what
 * opens is accessible in light and dark.
 */
test.skip(!PROGRAM, 'needs the program');
test.setTimeout(600_000);

const ROOM = 'main, aside, nav [class*="views"]';
const FRAME = 'header:not(main *), nav, footer:not(main *), a[href="#page"]';

const ROOMS: Readonly<Record<string, (ids: Known) => string[]>> = {
  'the frame': () => ['/background'],
  today: () => ['/today'],
  tickets: ({ ticket }) => ['/tickets?view=all', `/tickets/${ticket}?view=all`],
  customers: () => ['/customers'],
  'one customer': ({ customer }) => [`/customers/${customer}`],
  sales: () => ['/sales', '/sales?layout=list'],
  'one deal': ({ deal }) => [`/sales/deals/${deal}`],
  knowledge: ({ article }) => [
    '/knowledge',
    `/knowledge/articles/${article}`,
    `/knowledge/articles/${article}/edit`,
    '/knowledge/new',
  ],
  workflows: () => ['/workflows', '/workflows/runs'],
  'workflow editor': ({ workflow }) => [`/workflows/${workflow}`, '/workflows/new'],
  settings: () => ['/settings/business', '/settings/people', '/settings/display', '/settings/tickets'],
  data: () => ['/settings/import', '/settings/data', '/settings/outgoing', '/settings/trash', '/settings/history'],
};

for (const [room, paths] of Object.entries(ROOMS)) {
  test(`everything in ${room} can be pressed`, async ({ page, desk }) => {
    await Crawler.prepare(page);
    // What was taken back already is not taken back again, and what cannot be saved is refused beside its field.
    const ear = new Ear(page, [409, 422]);
    await page.goto(desk.signIn);
    await page.goto('/today?locale=en-XA');
    const ids = await known(page);
    const texts = new Texts(page, ear);
    const fit = new Fit(page);
    const crawler = new Crawler(
      page,
      ear,
      [() => texts.look(), () => fit.look()],
      [() => accessFaultsInBoth(page, LAYERS)],
    );
    const within = room === 'the frame' ? `${FRAME}, main` : ROOM;
    for (const path of paths(ids)) await crawler.crawl({ path, within });
    expect(crawler.findings).toEqual([]);
  });
}
