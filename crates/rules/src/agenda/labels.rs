//! Numbers of agenda items: live until an agenda is published, then frozen.
//!
//! The top level counts on across the days of a meeting: `1`, `2`, …; the levels below count within their
//! parent: `4.1`, `4.2.1`. Sections are numbered like other items; breaks, and what stands under them, are not.

use super::AgendaTree;
use obrady_types::AgendaItemId;
use obrady_types::meetings::{AgendaItem, AgendaItemKind};
use std::collections::{BTreeMap, BTreeSet};

/// The live numbers of an agenda that was never published.
#[must_use]
pub fn labels(tree: &AgendaTree) -> BTreeMap<AgendaItemId, String> {
    frozen_labels(&BTreeMap::new(), tree)
}

/// The numbers of an agenda that was published before; printed numbers must survive.
///
/// `published` are the labels given so far, also of items that are gone: none of them is given again. An item
/// with a published label keeps it wherever it stands. A later one gets the number before it and a letter: `4a`,
/// `4b`, `4.2a`, or `0a` before the first. Where nothing published stands among its siblings, it is counted
/// plainly: `4a.1`, `4a.2`.
#[must_use]
pub fn frozen_labels(published: &BTreeMap<AgendaItemId, String>, tree: &AgendaTree) -> BTreeMap<AgendaItemId, String> {
    let used = published.values().cloned().collect();
    let mut numbering = Numbering { published, used, labels: BTreeMap::new() };
    let top = tree.items().iter().filter(|item| item.parent_id.is_none());
    numbering.count("", &top.collect::<Vec<_>>());
    for item in tree.items() {
        let children: Vec<_> = tree.children(item.day_id, Some(item.id)).collect();
        if let Some(label) = numbering.labels.get(&item.id) {
            let prefix = format!("{label}.");
            numbering.count(&prefix, &children);
        } else {
            numbering.keep(&children);
        }
    }
    numbering.labels
}

struct Numbering<'a> {
    published: &'a BTreeMap<AgendaItemId, String>,
    used: BTreeSet<String>,
    labels: BTreeMap<AgendaItemId, String>,
}

impl Numbering<'_> {
    /// Numbers the siblings whose labels begin with `prefix`.
    fn count(&mut self, prefix: &str, siblings: &[&AgendaItem]) {
        let late = siblings.iter().any(|item| self.kept(item).is_some_and(|label| fits(prefix, label)));
        let mut before = format!("{prefix}0");
        let mut number = 0;
        for item in siblings.iter().filter(|item| item.kind != AgendaItemKind::Break) {
            let label = match self.kept(item) {
                Some(label) => label.to_owned(),
                None if late => self.lettered(&before),
                None => self.plain(prefix, &mut number),
            };
            if fits(prefix, &label) {
                before.clone_from(&label);
            }
            self.labels.insert(item.id, label);
        }
    }

    /// Under a break only published labels are shown.
    fn keep(&mut self, siblings: &[&AgendaItem]) {
        for item in siblings {
            if let Some(label) = self.kept(item) {
                let label = label.to_owned();
                self.labels.insert(item.id, label);
            }
        }
    }

    fn kept(&self, item: &AgendaItem) -> Option<&str> {
        let counts = item.kind != AgendaItemKind::Break;
        self.published.get(&item.id).filter(|_| counts).map(String::as_str)
    }

    /// The next number that was never given; the set of given ones is finite.
    fn plain(&mut self, prefix: &str, number: &mut u32) -> String {
        loop {
            *number += 1;
            let label = format!("{prefix}{number}");
            if self.used.insert(label.clone()) {
                return label;
            }
        }
    }

    /// The label before with the next letter that was never given: `4` → `4a` → `4b` … `4z` → `4aa`.
    fn lettered(&mut self, before: &str) -> String {
        let number = before.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let mut letters = before.get(number.len()..).unwrap_or_default().to_owned();
        loop {
            letters = following(&letters);
            let label = format!("{number}{letters}");
            if self.used.insert(label.clone()) {
                return label;
            }
        }
    }
}

/// Whether a label counts directly within `prefix`; those of items that moved in from elsewhere do not.
fn fits(prefix: &str, label: &str) -> bool {
    label.strip_prefix(prefix).is_some_and(|rest| !rest.contains('.'))
}

/// `` → `a`, `a` → `b`, `z` → `aa`, `az` → `ba`.
fn following(letters: &str) -> String {
    let rest = letters.trim_end_matches('z');
    let wrapped = "a".repeat(letters.len() - rest.len());
    let mut chars: Vec<char> = rest.chars().collect();
    match chars.pop() {
        Some(last) => {
            chars.push(char::from_u32(u32::from(last) + 1).unwrap_or('z'));
            chars.into_iter().collect::<String>() + &wrapped
        }
        None => format!("a{wrapped}"),
    }
}
