//! Polish order and folding, computed by the application so that both engines agree.

use icu_collator::options::{AlternateHandling, CollatorOptions, MaxVariable};
use icu_collator::{Collator, CollatorBorrowed};
use std::fmt::Write;
use std::sync::LazyLock;

static COLLATOR: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    let mut options = CollatorOptions::default();
    options.alternate_handling = Some(AlternateHandling::Shifted);
    options.max_variable = Some(MaxVariable::Punctuation);
    Collator::try_new(icu_locale_core::locale!("pl").into(), options).ok()
});

/// A text whose byte order is the Polish order of the parts (ą after a, ł after l; CLDR collation), as hexadecimal
/// digits. Parts are compared one after the other: last name first, then first name.
pub fn sort_key(parts: &[&str]) -> String {
    let mut key = Vec::new();
    for part in parts {
        if let Some(collator) = COLLATOR.as_ref() {
            let Ok(()) = collator.write_sort_key_to(part, &mut key);
        }
        key.push(0);
    }
    key.iter().fold(String::with_capacity(key.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Lower case without diacritics: what searching compares. `Łącka` becomes `lacka`.
pub fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ą' => 'a',
            'ć' => 'c',
            'ę' => 'e',
            'ł' => 'l',
            'ń' => 'n',
            'ó' => 'o',
            'ś' => 's',
            'ź' | 'ż' => 'z',
            other => other,
        })
        .collect()
}

/// A `LIKE` pattern that finds the folded text anywhere; the escape character is `\`.
pub(crate) fn contains(text: &str) -> String {
    let escaped = fold(text.trim()).replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polish_letters_follow_their_plain_ones() {
        let mut names = ["Żak", "Zięba", "Łącka", "Lis", "Ćwik", "Ciura", "Czyż", "Ącki", "Adamska"];
        names.sort_by_key(|name| sort_key(&[name]));
        assert_eq!(names, ["Adamska", "Ącki", "Ciura", "Czyż", "Ćwik", "Lis", "Łącka", "Zięba", "Żak"]);
    }

    #[test]
    fn last_names_decide_before_first_names() {
        assert!(sort_key(&["Lis", "Zofia"]) < sort_key(&["Lisowska", "Anna"]));
        assert!(sort_key(&["Lis", "Anna"]) < sort_key(&["Lis", "Zofia"]));
    }

    #[test]
    fn folding_and_patterns() {
        assert_eq!(fold("Łącka Żółć"), "lacka zolc");
        assert_eq!(contains(" 50%_ "), "%50\\%\\_%");
    }
}
