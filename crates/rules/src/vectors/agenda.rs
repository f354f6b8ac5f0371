//! Agenda vectors: an agenda, batches of commands, and what it looks like afterwards.

use super::Digest;
use crate::agenda::{AgendaTree, frozen_labels, labels, rebase_undo, same_content};
use obrady_types::MeetingDayId;
use obrady_types::meetings::{AgendaCommand, AgendaItem};
use serde::{Deserialize, Serialize};

/// An agenda and what happens to it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaCase {
    /// What the case shows.
    pub name: String,
    /// The meeting's days in order.
    pub days: Vec<MeetingDayId>,
    /// The items before the first step; their numbers count as published if `published` says so.
    #[serde(default)]
    pub items: Vec<AgendaItem>,
    /// Whether the numbers before the first step were published and are frozen.
    #[serde(default)]
    pub published: bool,
    /// The batches in order.
    pub steps: Vec<AgendaStep>,
    /// Number and title of each item after the last step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outline: Option<Vec<String>>,
    /// Digest over outcomes, items and numbers of all steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
}

/// One batch.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaStep {
    /// The commands; none where the step is an undo.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<AgendaCommand>,
    /// Takes back the batch of the step with this index instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo_of: Option<usize>,
    /// `ok`, or index and reason of the refusal: `1:stale`.
    pub expect: String,
}

impl AgendaCase {
    /// The digest over outcomes, items and numbers of all steps.
    ///
    /// # Errors
    /// What did not come out as the case expects, in words.
    pub fn computed_digest(&self) -> Result<String, String> {
        let mut digest = Digest::default();
        self.walk(&mut digest).map(|_| digest.text())
    }

    pub(super) fn run(&self, course: &mut Digest) -> Result<(), String> {
        let mut digest = Digest::default();
        let outline = self.walk(&mut digest)?;
        course.add(&digest.text());
        if let Some(expected) = &self.outline
            && *expected != outline
        {
            return Err(format!("{outline:?} instead of {expected:?}"));
        }
        match &self.digest {
            Some(expected) if *expected != digest.text() => Err(format!("{} instead of {expected}", digest.text())),
            _ => Ok(()),
        }
    }

    fn walk(&self, digest: &mut Digest) -> Result<Vec<String>, String> {
        let mut tree = AgendaTree::new(&self.days, self.items.clone()).map_err(|refusal| refusal.to_string())?;
        let published = if self.published { labels(&tree) } else { Default::default() };
        let mut inverses: Vec<Vec<AgendaCommand>> = Vec::new();
        for (index, step) in self.steps.iter().enumerate() {
            let before = tree.clone();
            let undone = step.undo_of.and_then(|undone| Some((undone, inverses.get(undone)?.clone())));
            let result = match &undone {
                Some((_, inverse)) => tree.apply_undo(inverse),
                None => tree.apply_batch(&step.commands),
            };
            if let (Some((older, undone)), Ok(_)) = (&undone, &result) {
                rebase_undo(inverses.iter_mut().take(*older).rev(), undone, &tree);
            }
            let outcome = match &result {
                Ok(_) => "ok".to_owned(),
                Err((index, refusal)) => format!("{index}:{refusal}"),
            };
            if outcome != step.expect {
                return Err(format!("step {index}: {outcome} instead of {}", step.expect));
            }
            let inverse = result.unwrap_or_default();
            check_undone(&before, &tree, &inverse).map_err(|why| format!("step {index}: {why}"))?;
            digest.add(&outcome);
            digest.add(&serde_json::to_string(tree.items()).map_err(|error| error.to_string())?);
            digest.add(&serde_json::to_string(&inverse).map_err(|error| error.to_string())?);
            for (id, label) in frozen_labels(&published, &tree) {
                digest.add(&format!("{id} {label}"));
            }
            inverses.push(inverse);
        }
        let numbers = frozen_labels(&published, &tree);
        let line = |item: &AgendaItem| {
            let number = numbers.get(&item.id).map_or("–", String::as_str);
            format!("{number} {}", item.title.as_deref().unwrap_or_default())
        };
        Ok(tree.items().iter().map(line).collect())
    }
}

fn check_undone(before: &AgendaTree, after: &AgendaTree, inverse: &[AgendaCommand]) -> Result<(), String> {
    let mut tree = after.clone();
    tree.apply_undo(inverse).map_err(|(index, refusal)| format!("its undo is refused, {index}:{refusal}"))?;
    if same_content(before, &tree) { Ok(()) } else { Err("its undo leads elsewhere".to_owned()) }
}
