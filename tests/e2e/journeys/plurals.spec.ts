// Every plural of both languages for 0, 1, 2, 5, 12, 22 and 25 (UX-28). A key without a row here fails.
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';

const COUNTS = [0, 1, 2, 5, 12, 22, 25];
const LOCALES = new URL('../../../frontend/locales/', import.meta.url);
const FORM = /_(zero|one|two|few|many|other)$/;

type Texts = Record<string, string>;

/** The texts of a language by `namespace.key`. */
function texts(lang: string): Texts {
  const folder = new URL(`${lang}/`, LOCALES);
  const all: Texts = {};
  for (const file of readdirSync(folder)) {
    const found = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Texts;
    for (const [key, text] of Object.entries(found)) all[`${file.replace('.json', '')}.${key}`] = text;
  }
  return all;
}

function plurals(all: Texts): string[] {
  return [...new Set(Object.keys(all).filter((key) => FORM.test(key)).map((key) => key.replace(FORM, '')))].sort();
}

/** What a key says for a number, by the plural rules of the language. */
function said(all: Texts, lang: string, key: string, count: number): string {
  const form = new Intl.PluralRules(lang).select(count);
  const text = all[`${key}_${form}`];
  if (text === undefined) throw new Error(`${key} has no form "${form}", which ${count} needs`);
  return text.replaceAll('{{ count }}', String(count)).replaceAll('{{ label }}', 'L');
}

/** The same words around a phrase for each of COUNTS. */
const around = (before: string, phrases: string, after = '') =>
  phrases.split(', ').map((phrase) => `${before}${phrase}${after}`);

const MONTHS_PL = '0 miesięcy, 1 miesiąc, 2 miesiące, 5 miesięcy, 12 miesięcy, 22 miesiące, 25 miesięcy';
const MONTHS_EN = '0 months, 1 month, 2 months, 5 months, 12 months, 22 months, 25 months';
const CHARS_PL = '0 znaków, 1 znak, 2 znaki, 5 znaków, 12 znaków, 22 znaki, 25 znaków';
const CHARS_EN = '0 characters, 1 character, 2 characters, 5 characters, 12 characters, 22 characters, 25 characters';
const ENTRIES_EN = '0 entries, 1 entry, 2 entries, 5 entries, 12 entries, 22 entries, 25 entries';

const EXPECTED: Record<string, Record<string, string[]>> = {
  pl: {
    'trainings.seats_left': around(
      '',
      'zostało 0 miejsc, zostało 1 miejsce, zostały 2 miejsca, zostało 5 miejsc, zostało 12 miejsc, zostały 22 miejsca, zostało 25 miejsc',
    ),
    'trainings.waiting': around('lista rezerwowa: ', '0 osób, 1 osoba, 2 osoby, 5 osób, 12 osób, 22 osoby, 25 osób'),
    'trainings.hours': around(
      '',
      '0 godzin dydaktycznych, 1 godzina dydaktyczna, 2 godziny dydaktyczne, 5 godzin dydaktycznych, 12 godzin dydaktycznych, 22 godziny dydaktyczne, 25 godzin dydaktycznych',
    ),
    'agenda.publish_count': around(
      'Wszyscy zobaczą ',
      '0 punktów, 1 punkt, 2 punkty, 5 punktów, 12 punktów, 22 punkty, 25 punktów',
      '.',
    ),
    'agenda.warn_minutes': around(
      '',
      '0 punktów nie ma, 1 punkt nie ma, 2 punkty nie mają, 5 punktów nie ma, 12 punktów nie ma, 22 punkty nie mają, 25 punktów nie ma',
      ' czasu.',
    ),
    'convents.seats_caption': around('', '0 miejsc, 1 miejsce, 2 miejsca, 5 miejsc, 12 miejsc, 22 miejsca, 25 miejsc'),
    'convents.rules_term': around('kadencja ', MONTHS_PL),
    'convents.rules_extension': around('przedłuża się o ', MONTHS_PL),
    'convents.rules_notice': around('zawiadomienie ', '0 dni, 1 dzień, 2 dni, 5 dni, 12 dni, 22 dni, 25 dni', ' wcześniej'),
    'convents.people_found': around('Znaleziono ', '0 osób, 1 osobę, 2 osoby, 5 osób, 12 osób, 22 osoby, 25 osób', '.'),
    'directory.institutions_count': around(
      '',
      '0 instytucji, 1 instytucja, 2 instytucje, 5 instytucji, 12 instytucji, 22 instytucje, 25 instytucji',
    ),
    'directory.people_count': around('', '0 osób, 1 osoba, 2 osoby, 5 osób, 12 osób, 22 osoby, 25 osób'),
    'directory.communes_count': around('', '0 gmin, 1 gmina, 2 gminy, 5 gmin, 12 gmin, 22 gminy, 25 gmin'),
    'directory.roles_end': around(
      'Konto dotychczasowej osoby traci ',
      '0 ról, 1 rolę, 2 role, 5 ról, 12 ról, 22 role, 25 ról',
      '.',
    ),
    'directory.import_rows': around(
      'Zaimportuj ',
      '0 wierszy, 1 wiersz, 2 wiersze, 5 wierszy, 12 wierszy, 22 wiersze, 25 wierszy',
    ),
    'errors.throttled_for': around(
      'Zbyt wiele prób z tej sieci albo z tą nazwą. Spróbuj ponownie za ',
      '0 minut, 1 minutę, 2 minuty, 5 minut, 12 minut, 22 minuty, 25 minut',
      '.',
    ),
    'errors.throttled_seconds': around(
      'Zbyt wiele prób z tej sieci albo z tą nazwą. Spróbuj ponownie za ',
      '0 sekund, 1 sekundę, 2 sekundy, 5 sekund, 12 sekund, 22 sekundy, 25 sekund',
      '.',
    ),
    'errors.field_too_long': around('Pole „L” może mieć najwyżej ', CHARS_PL, '. Skróć tekst.'),
    'errors.field_too_short': around('Pole „L” musi mieć co najmniej ', CHARS_PL, '.'),
    'errors.list_too_long': around(
      'W polu „L” ',
      'może być najwyżej 0 pozycji, może być najwyżej 1 pozycja, mogą być najwyżej 2 pozycje, może być najwyżej 5 pozycji, może być najwyżej 12 pozycji, mogą być najwyżej 22 pozycje, może być najwyżej 25 pozycji',
      '. Skróć listę.',
    ),
    'errors.list_too_short': around(
      'W polu „L” ',
      'musi być co najmniej 0 pozycji, musi być co najmniej 1 pozycja, muszą być co najmniej 2 pozycje, musi być co najmniej 5 pozycji, musi być co najmniej 12 pozycji, muszą być co najmniej 22 pozycje, musi być co najmniej 25 pozycji',
      '.',
    ),
    'groups.facts': around('', '0 grup, 1 grupa, 2 grupy, 5 grup, 12 grup, 22 grupy, 25 grup'),
    'groups.carried': around('odkładany ', '0 razy, 1 raz, 2 razy, 5 razy, 12 razy, 22 razy, 25 razy'),
    'running.there': around('', '0 osób obecnych, 1 osoba obecna, 2 osoby obecne, 5 osób obecnych, 12 osób obecnych, 22 osoby obecne, 25 osób obecnych'),
    'portal.images': around('', '0 zdjęć, 1 zdjęcie, 2 zdjęcia, 5 zdjęć, 12 zdjęć, 22 zdjęcia, 25 zdjęć'),
    'programmes.facts': around('', '0 programów, 1 program, 2 programy, 5 programów, 12 programów, 22 programy, 25 programów'),
    'programmes.overlap_alone': around(
      '',
      '0 celów nie ma, 1 cel nie ma, 2 cele nie mają, 5 celów nie ma, 12 celów nie ma, 22 cele nie mają, 25 celów nie ma',
      ' odpowiednika w innych programach',
    ),
    'programmes.overlap_twice': around(
      '',
      '0 celów powtarza, 1 cel powtarza, 2 cele powtarzają, 5 celów powtarza, 12 celów powtarza, 22 cele powtarzają, 25 celów powtarza',
      ' cele innych programów',
    ),
  },
  en: {
    'trainings.seats_left': around('', '0 places, 1 place, 2 places, 5 places, 12 places, 22 places, 25 places', ' left'),
    'trainings.waiting': around('waiting list: ', '0 people, 1 person, 2 people, 5 people, 12 people, 22 people, 25 people'),
    'trainings.hours': around(
      '',
      '0 teaching hours, 1 teaching hour, 2 teaching hours, 5 teaching hours, 12 teaching hours, 22 teaching hours, 25 teaching hours',
    ),
    'agenda.publish_count': around(
      'Everybody will see ',
      '0 items, 1 item, 2 items, 5 items, 12 items, 22 items, 25 items',
      '.',
    ),
    'agenda.warn_minutes': around(
      '',
      '0 items have, 1 item has, 2 items have, 5 items have, 12 items have, 22 items have, 25 items have',
      ' no time.',
    ),
    'convents.seats_caption': around('', '0 seats, 1 seat, 2 seats, 5 seats, 12 seats, 22 seats, 25 seats'),
    'convents.rules_term': around('term of ', MONTHS_EN),
    'convents.rules_extension': around('extends by ', MONTHS_EN),
    'convents.rules_notice': around('notice of ', '0 days, 1 day, 2 days, 5 days, 12 days, 22 days, 25 days'),
    'convents.people_found': around(
      '',
      '0 people, 1 person, 2 people, 5 people, 12 people, 22 people, 25 people',
      ' found.',
    ),
    'directory.institutions_count': around(
      '',
      '0 institutions, 1 institution, 2 institutions, 5 institutions, 12 institutions, 22 institutions, 25 institutions',
    ),
    'directory.people_count': around('', '0 people, 1 person, 2 people, 5 people, 12 people, 22 people, 25 people'),
    'directory.communes_count': around(
      '',
      '0 communes, 1 commune, 2 communes, 5 communes, 12 communes, 22 communes, 25 communes',
    ),
    'directory.roles_end': around(
      "The old head's account loses ",
      '0 roles, 1 role, 2 roles, 5 roles, 12 roles, 22 roles, 25 roles',
      '.',
    ),
    'directory.import_rows': around('Import ', '0 rows, 1 row, 2 rows, 5 rows, 12 rows, 22 rows, 25 rows'),
    'errors.throttled_for': around(
      'Too many attempts from this network or with this name. Try again in ',
      '0 minutes, 1 minute, 2 minutes, 5 minutes, 12 minutes, 22 minutes, 25 minutes',
      '.',
    ),
    'errors.throttled_seconds': around(
      'Too many attempts from this network or with this name. Try again in ',
      '0 seconds, 1 second, 2 seconds, 5 seconds, 12 seconds, 22 seconds, 25 seconds',
      '.',
    ),
    'errors.field_too_long': around('The field “L” may have at most ', CHARS_EN, '. Shorten the text.'),
    'errors.field_too_short': around('The field “L” must have at least ', CHARS_EN, '.'),
    'errors.list_too_long': around('The field “L” may have at most ', ENTRIES_EN, '. Shorten the list.'),
    'errors.list_too_short': around('The field “L” must have at least ', ENTRIES_EN, '.'),
    'groups.facts': around('', '0 groups, 1 group, 2 groups, 5 groups, 12 groups, 22 groups, 25 groups'),
    'groups.carried': around(
      'postponed ',
      '0 times, once, 2 times, 5 times, 12 times, 22 times, 25 times',
    ),
    'running.there': around('', '0 people present, 1 person present, 2 people present, 5 people present, 12 people present, 22 people present, 25 people present'),
    'portal.images': around('', '0 pictures, 1 picture, 2 pictures, 5 pictures, 12 pictures, 22 pictures, 25 pictures'),
    'programmes.facts': around(
      '',
      '0 programmes, 1 programme, 2 programmes, 5 programmes, 12 programmes, 22 programmes, 25 programmes',
    ),
    'programmes.overlap_alone': around(
      '',
      '0 goals have, 1 goal has, 2 goals have, 5 goals have, 12 goals have, 22 goals have, 25 goals have',
      ' no counterpart in other programmes',
    ),
    'programmes.overlap_twice': around(
      '',
      '0 goals repeat, 1 goal repeats, 2 goals repeat, 5 goals repeat, 12 goals repeat, 22 goals repeat, 25 goals repeat',
      ' goals of other programmes',
    ),
  },
};

for (const [lang, expected] of Object.entries(EXPECTED)) {
  test(`every plural is grammatical: ${lang}`, () => {
    const all = texts(lang);
    expect(Object.keys(expected).sort()).toEqual(plurals(all));
    for (const [key, words] of Object.entries(expected)) {
      expect(COUNTS.map((count) => said(all, lang, key, count)), key).toEqual(words);
    }
  });
}
