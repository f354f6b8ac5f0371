//! SPDX licence expressions, as far as packages use them: `AND`, `OR`, `WITH`, brackets, and the old `MIT/Apache-2.0`.

use std::collections::VecDeque;

/// Whether an expression can be met with allowed licences only. `X WITH Y` is allowed as a whole or not at all.
/// What cannot be read is not met.
pub fn is_met(expression: &str, allowed: &dyn Fn(&str) -> bool) -> bool {
    let mut parser = Parser { words: words(expression), allowed };
    let met = parser.alternatives();
    met == Some(true) && parser.words.is_empty()
}

fn words(expression: &str) -> VecDeque<String> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    spaced.split_whitespace().map(str::to_owned).collect()
}

struct Parser<'a> {
    words: VecDeque<String>,
    allowed: &'a dyn Fn(&str) -> bool,
}

impl Parser<'_> {
    fn takes(&mut self, word: &str) -> bool {
        let next = self.words.front().is_some_and(|front| front.eq_ignore_ascii_case(word));
        if next {
            self.words.pop_front();
        }
        next
    }

    fn alternatives(&mut self) -> Option<bool> {
        let mut met = self.conjunction()?;
        while self.takes("OR") {
            met |= self.conjunction()?;
        }
        Some(met)
    }

    fn conjunction(&mut self) -> Option<bool> {
        let mut met = self.licence()?;
        while self.takes("AND") {
            met &= self.licence()?;
        }
        Some(met)
    }

    fn licence(&mut self) -> Option<bool> {
        if self.takes("(") {
            let met = self.alternatives()?;
            return self.takes(")").then_some(met);
        }
        let mut name = self.words.pop_front()?;
        if ["AND", "OR", "WITH", ")"].contains(&name.as_str()) {
            return None;
        }
        if self.takes("WITH") {
            name = format!("{name} WITH {}", self.words.pop_front()?);
        }
        Some((self.allowed)(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(expression: &str) -> bool {
        is_met(expression, &|name| ["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"].contains(&name))
    }

    #[test]
    fn expressions_are_met_or_not() {
        for good in ["MIT", "GPL-3.0 OR MIT", "MIT/Apache-2.0", "(GPL-2.0 OR MIT) AND Zlib", "MIT OR (A AND B)"] {
            assert!(met(good), "{good}");
        }
        for bad in ["GPL-3.0", "MIT AND GPL-3.0", "MIT AND (A OR B)", "GPL-2.0 OR Apache-2.0"] {
            assert!(!met(bad), "{bad}");
        }
    }

    #[test]
    fn an_exception_belongs_to_its_licence() {
        assert!(met("Apache-2.0 WITH LLVM-exception OR X"));
        assert!(!met("MIT WITH Something-exception"));
    }

    #[test]
    fn what_cannot_be_read_is_not_met() {
        for bad in ["", "OR", "MIT OR", "(MIT", "MIT)", "MIT Zlib", "MIT WITH"] {
            assert!(!met(bad), "{bad}");
        }
    }
}
