//! Where a person's name stands in a running text, in whichever case of Polish grammar. Stems and endings are simple:
//! what is found is shown to somebody who decides.

use crate::polish::fold;

/// What stands after a stem in the cases of nouns and adjectives, without diacritics.
const ENDINGS: &[&str] = &[
    "", "a", "ach", "ami", "e", "ego", "ej", "em", "emu", "i", "ia", "ich", "ie", "iego", "iej", "iem", "iemu", "im",
    "imi", "iowi", "iu", "o", "om", "ow", "owa", "owej", "owi", "owie", "u", "y", "ych", "ym", "ymi", "ze",
];

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    /// The first name or the address stands there, too; a last name alone may be somebody else's.
    pub(super) whole: bool,
}

/// Whom to look for.
#[derive(Debug)]
pub(super) struct Name {
    first: String,
    last: String,
    /// First names of others: a last name after one of them is theirs.
    others: Vec<String>,
    /// Mail address and phone, as they are written.
    exact: Vec<String>,
}

/// A word with the bytes that it stands on.
struct Word<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

impl Name {
    /// A name, with the first names of others and with texts that are looked for as they are.
    pub(super) fn new(first: &str, last: &str, others: &[String], exact: Vec<String>) -> Self {
        let word = |text: &str, last: bool| {
            let mut words = text.split_whitespace();
            fold(if last { words.next_back() } else { words.next() }.unwrap_or_default())
        };
        let first = word(first, false);
        let others = others.iter().map(|other| word(other, false)).filter(|other| *other != first && !other.is_empty());
        Self { last: word(last, true), others: others.collect(), first, exact }
    }

    /// The beginnings that every form of the last name shares, as patterns of `LIKE`, and the exact texts.
    pub(super) fn patterns(&self, last: &str) -> Vec<String> {
        let escape = |text: &str| text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let last = last.split_whitespace().next_back().unwrap_or_default();
        let count = last.chars().count();
        let start: String = last.chars().take(count.saturating_sub(4).max(3)).collect();
        let loose = |text: String| {
            let mut pattern = String::new();
            for (nth, letter) in text.chars().enumerate() {
                // Letters with diacritics change in other cases: Mróz, Mroza.
                if nth > 0 && !letter.is_ascii() {
                    pattern.push('_');
                } else {
                    pattern.push_str(&escape(&letter.to_string()));
                }
            }
            format!("%{pattern}%")
        };
        let mut patterns = vec![loose(start.clone()), loose(start.to_uppercase())];
        patterns.extend(self.exact.iter().map(|text| format!("%{}%", escape(text))));
        patterns
    }

    /// All places in a text. Folded texts have no capital letters by which to tell a name.
    pub(super) fn find(&self, text: &str, folded: bool) -> Vec<Found> {
        let words = words(text);
        let capital = |word: &Word| folded || word.text.chars().next().is_some_and(char::is_uppercase);
        let is = |name: &str, word: Option<&Word>| word.is_some_and(|word| capital(word) && is_form(name, word.text));
        let mut found: Vec<Found> = Vec::new();
        for (nth, word) in words.iter().enumerate() {
            if !is(&self.last, Some(word)) {
                continue;
            }
            let near = |from: usize, to: usize| {
                text.get(from..to)
                    .is_some_and(|gap| gap.len() <= 3 && gap.chars().all(|c| c.is_whitespace() || c == '.'))
            };
            let before = nth.checked_sub(1).and_then(|at| words.get(at)).filter(|before| near(before.end, word.start));
            let after = words.get(nth + 1).filter(|after| near(word.end, after.start) && !text_ends(text, word.end));
            let initial = before.is_some_and(|before| {
                fold(before.text).chars().eq(self.first.chars().take(1)) && text.get(before.end..).is_some_and(dotted)
            });
            let (start, end, whole) = if is(&self.first, before) || initial {
                (before.map_or(word.start, |before| before.start), word.end, true)
            } else if is(&self.first, after) {
                (word.start, after.map_or(word.end, |after| after.end), true)
            } else if self.others.iter().any(|other| is(other, before)) {
                continue;
            } else {
                (word.start, word.end, false)
            };
            found.push(Found { start, end, whole });
        }
        for exact in &self.exact {
            let places = text.match_indices(exact.as_str());
            found.extend(places.map(|(start, part)| Found { start, end: start + part.len(), whole: true }));
        }
        found.sort_by_key(|one| (one.start, std::cmp::Reverse(one.end)));
        let mut apart: Vec<Found> = Vec::new();
        for one in found {
            if apart.last().is_none_or(|last| last.end <= one.start) {
                apart.push(one);
            }
        }
        apart
    }

    /// The text with something else at every place.
    pub(super) fn replace(&self, text: &str, with: &str, folded: bool) -> String {
        let (mut result, mut from) = (String::with_capacity(text.len()), 0);
        for one in self.find(text, folded) {
            result.push_str(text.get(from..one.start).unwrap_or_default());
            result.push_str(with);
            from = one.end;
        }
        result.push_str(text.get(from..).unwrap_or_default());
        result
    }
}

/// Whether a full stop follows, as after an initial.
fn dotted(rest: &str) -> bool {
    rest.starts_with('.')
}

/// Whether a sentence ends there.
fn text_ends(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(dotted)
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    let ends = text.char_indices().chain(std::iter::once((text.len(), ' ')));
    for (at, letter) in ends {
        let inside = letter.is_alphabetic() || (letter == '-' && start.is_some());
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                if let Some(word) = text.get(from..at) {
                    let word = word.trim_end_matches('-');
                    words.push(Word { start: from, end: from + word.len(), text: word });
                }
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Whether a word is a form of a name, which is folded. Double names change in both halves.
fn is_form(name: &str, word: &str) -> bool {
    let word = fold(word);
    let (names, words): (Vec<&str>, Vec<&str>) = (name.split('-').collect(), word.split('-').collect());
    names.len() == words.len()
        && !name.is_empty()
        && names.iter().zip(words).all(|(name, word)| is_simple_form(name, word))
}

fn is_simple_form(name: &str, word: &str) -> bool {
    let ends = |stem: &str| word.strip_prefix(stem).is_some_and(|rest| ENDINGS.contains(&rest));
    if ends(name) {
        return true;
    }
    let mut stems = Vec::new();
    let bare = name.strip_suffix(['a', 'e', 'i', 'o', 'y']).unwrap_or(name);
    if bare.len() >= 2 {
        stems.push(bare.to_owned());
        // Before -e: ręka, ręce; noga, nodze; Beata, Beacie; Wanda, Wandzie; mucha, musze.
        for (hard, soft) in [("k", "c"), ("g", "dz"), ("t", "ci"), ("d", "dzi"), ("ch", "sz"), ("r", "rz")] {
            if let Some(stem) = bare.strip_suffix(hard)
                && word == format!("{stem}{soft}e")
            {
                return true;
            }
        }
    }
    // A vowel that comes and goes: Marek, Marka; Nawalaniec, Nawalańca; Wróbel, Wróbla; Kozioł, Kozła; Gołąb, Gołębia.
    for (long, short) in
        [("iec", "c"), ("ec", "c"), ("iek", "k"), ("ek", "k"), ("iel", "l"), ("el", "l"), ("iol", "l"), ("ab", "eb")]
    {
        if let Some(stem) = name.strip_suffix(long).filter(|stem| stem.len() >= 2) {
            stems.push(format!("{stem}{short}"));
        }
    }
    stems.iter().any(|stem| ends(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(first: &str, last: &str) -> Name {
        Name::new(first, last, &["Anna".to_owned(), "Tomasz".to_owned()], Vec::new())
    }

    #[test]
    fn forms_of_names_are_recognised() {
        for (last, forms) in [
            ("Kowalski", "Kowalski Kowalskiego Kowalskiemu Kowalskim Kowalscy"),
            ("Kowalska", "Kowalska Kowalskiej Kowalską"),
            ("Nowak", "Nowak Nowaka Nowakowi Nowakiem Nowaku"),
            ("Nawalaniec", "Nawalaniec Nawalańca Nawalańcem"),
            ("Sikora", "Sikora Sikory Sikorze Sikorę Sikorą"),
            ("Śliwka", "Śliwka Śliwki Śliwce Śliwką"),
            ("Pięta", "Pięta Pięty Pięcie"),
            ("Mróz", "Mróz Mroza Mrozem Mrozowi"),
            ("Wróbel", "Wróbel Wróbla Wróblem"),
            ("Kozioł", "Kozioł Kozła Kozłem"),
            ("Gołąb", "Gołąb Gołębia"),
            ("Żak", "Żak Żaka Żakiem"),
            ("Zięba-Lis", "Zięba-Lis Zięby-Lis Ziębą-Lis"),
        ] {
            let known: Vec<&str> =
                forms.split(' ').filter(|form| name("Jan", last).find(form, false).len() == 1).collect();
            let wanted: Vec<&str> = forms.split(' ').filter(|form| *form != "Kowalscy").collect();
            assert_eq!(known, wanted, "{last}");
        }
        for (last, others) in
            [("Lis", "lis Lisowski listy Lipiec"), ("Nowak", "Nowakowski nowak Nowa"), ("Żak", "Żaklina")]
        {
            for word in others.split(' ') {
                assert_eq!(name("Jan", last).find(word, false), [], "{word} is not {last}");
            }
        }
    }

    #[test]
    fn a_whole_name_is_told_from_a_last_name() {
        let text = "Jan Kowalski mówił z Anną Kowalską. J. Kowalski wyszedł, a Kowalskiego Jana nie było. Pan Kowalski wrócił.";
        let kowalski = name("Jan", "Kowalski");
        let told: Vec<(&str, bool)> =
            kowalski.find(text, false).iter().map(|one| (&text[one.start..one.end], one.whole)).collect();
        assert_eq!(
            told,
            [("Jan Kowalski", true), ("J. Kowalski", true), ("Kowalskiego Jana", true), ("Kowalski", false)]
        );
        assert_eq!(kowalski.replace("z Janem Kowalskim.", "Osoba usunięta", false), "z Osoba usunięta.");
        assert_eq!(kowalski.replace("spotkanie jana kowalskiego", "osoba", true), "spotkanie osoba");
    }

    #[test]
    fn addresses_are_found_as_they_are() {
        let name = Name::new("Jan", "Lis", &[], vec!["jan@example.org".to_owned(), "+48 600".to_owned()]);
        let found = name.find("pisz: jan@example.org, dzwoń +48 600", false);
        assert_eq!((found.len(), found.iter().all(|one| one.whole)), (2, true));
        assert_eq!(name.patterns("Lis"), ["%Lis%", "%LIS%", "%jan@example.org%", "%+48 600%"]);
        assert_eq!(Name::new("A", "Mróz", &[], Vec::new()).patterns("Mróz"), ["%Mr_%", "%MR_%"]);
        assert_eq!(Name::new("A", "Żak", &[], Vec::new()).patterns("Żak")[0], "%Żak%");
    }
}
