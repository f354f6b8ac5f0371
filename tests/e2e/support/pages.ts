// Every public page, once. The accessibility table (both languages, all themes) and the check for sideways scrolling
// read this list: who adds a public page adds a line here.
import { type Page } from '@playwright/test';

export interface PublicPage {
  name: string;
  /** Its address, or how it is found in the demonstration. */
  at: string | ((page: Page) => Promise<string>);
}

/** The page of the first object of a list that fits; `list` is a path below `/api/v1`. */
function one(place: string, list: string, fits: (item: any) => boolean = () => true) {
  return async (page: Page): Promise<string> => {
    const answer = await page.request.get(`/api/v1/${list}${list.includes('?') ? '&' : '?'}limit=200`);
    const { items } = (await answer.json()) as { items: { id: string }[] };
    const item = items.find(fits);
    if (!item) throw new Error(`the demonstration has nothing for ${place} in ${list}`);
    return `${place}/${item.id}`;
  };
}

export const PUBLIC_PAGES: PublicPage[] = [
  { name: 'start', at: '/' },
  { name: 'sign-in', at: '/sign-in' },
  { name: 'forgotten password', at: '/forgot-password' },
  // In this order: after the other one it would be the same document, which takes no token a second time.
  { name: 'password, by a link', at: '/set-password#0123456789012345678901234567890123456789012' },
  { name: 'password, without a link', at: '/set-password' },
  { name: 'groups', at: '/groups' },
  { name: 'group', at: one('/groups', 'bodies?kind=group', (body) => body.name.includes('wspierania rodziny')) },
  { name: 'meeting, published', at: one('/meetings', 'meetings?state=agenda_published') },
  { name: 'meeting, held on two days', at: one('/meetings', 'meetings?state=held', (meeting) => meeting.days.length > 1) },
  { name: 'convents', at: '/convents' },
  { name: 'convent', at: one('/convents', 'bodies?kind=convent') },
  { name: 'programmes', at: '/programmes' },
  { name: 'programme, with goals', at: one('/programmes', 'programmes?state=in_force') },
  { name: 'programme of 2004', at: one('/programmes', 'programmes?year=2004') },
  { name: 'news', at: '/news' },
  { name: 'news item with a photo', at: one('/news', 'news-items', (news) => news.photo) },
  { name: 'news item with logos', at: one('/news', 'news-items?q=podsumowanie') },
  { name: 'gallery', at: '/gallery' },
  { name: 'album', at: one('/gallery', 'albums') },
  { name: 'frequent questions', at: '/faq' },
  { name: 'institutions', at: '/institutions' },
  { name: 'institutions, filtered to nothing', at: '/institutions?q=xyzzy' },
  { name: 'institution', at: one('/institutions', 'institutions?q=tarnow', (one) => one.kind === 'cus') },
  { name: 'institution with a successor', at: one('/institutions', 'institutions?status=merged') },
  { name: 'people', at: '/people' },
  { name: 'regions', at: '/regions' },
  { name: 'region', at: '/regions/12' },
  { name: 'trainings', at: '/trainings' },
  { name: 'trainings of the past', at: '/trainings?past=1' },
  { name: 'training, full', at: one('/trainings', 'training-editions', (edition) => edition.code === 'WK/1') },
  { name: 'training in Braniewo', at: one('/trainings', 'training-editions', (edition) => edition.code === 'Braniewo/2013') },
  { name: 'own registrations', at: '/trainings/mine' },
  { name: 'practice models', at: '/trainings/models' },
  { name: 'advisers', at: '/trainings/advisers' },
  { name: 'information clauses', at: '/trainings/clauses' },
  { name: 'calendar', at: '/calendar' },
  { name: 'privacy', at: '/privacy' },
  { name: 'accessibility statement', at: '/accessibility' },
  { name: 'no such page', at: '/nowhere' },
];

/** The address of a public page. */
export function addressOf({ at }: PublicPage, page: Page): Promise<string> {
  return typeof at === 'string' ? Promise.resolve(at) : at(page);
}
