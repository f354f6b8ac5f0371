//! Random but repeatable courses of commands and undos: any platform makes the same ones.

use super::agenda::{AgendaCase, AgendaStep};
use crate::agenda::{AgendaTree, rebase_undo};
use obrady_types::meetings::{
    AgendaAdd, AgendaCommand, AgendaEdit, AgendaItemKind, AgendaItemPatch, AgendaMove, AgendaPlace, AgendaRemove,
    Confidentiality,
};
use obrady_types::{AgendaItemId, MeetingDayId, Patch};
use uuid::Uuid;

/// Knuth's linear congruential generator: any platform gives the same sequence.
struct Lcg(u64);

impl Lcg {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound.max(1)
    }

    fn pick<T: Copy>(&mut self, values: &[T]) -> Option<T> {
        let index = self.below(values.len() as u64);
        values.get(usize::try_from(index).ok()?).copied()
    }
}

/// The course of a seed, with what its steps lead to.
///
/// # Errors
/// What a step leads to that no rule allows, in words.
pub fn course(seed: u64, steps: u64) -> Result<AgendaCase, String> {
    let mut random = Lcg(seed);
    let days: Vec<_> = (1..=2).map(|n| MeetingDayId(Uuid::from_u128(n))).collect();
    let mut tree = AgendaTree::new(&days, Vec::new()).map_err(|refusal| refusal.to_string())?;
    let (mut done, mut last_id) = (Vec::new(), 100);
    let mut inverses: Vec<Vec<AgendaCommand>> = Vec::new();
    for index in 0..steps {
        let undone = random.below(index).try_into().ok().filter(|_: &usize| index > 3 && random.below(4) == 0);
        let undo_of = undone.filter(|undone| inverses.get(*undone).is_some_and(|inverse| !inverse.is_empty()));
        let (commands, result) = match undo_of.and_then(|undone| Some((undone, inverses.get(undone)?.clone()))) {
            Some((older, undone)) => {
                let result = tree.apply_undo(&undone);
                if result.is_ok() {
                    rebase_undo(inverses.iter_mut().take(older).rev(), &undone, &tree);
                }
                (Vec::new(), result)
            }
            None => {
                let count = random.below(3) + 1;
                let commands: Vec<_> = (0..count).map(|_| command(&mut random, &tree, &mut last_id)).collect();
                let result = tree.apply_batch(&commands);
                (commands, result)
            }
        };
        let expect = match &result {
            Ok(_) => "ok".to_owned(),
            Err((index, refusal)) => format!("{index}:{refusal}"),
        };
        inverses.push(result.unwrap_or_default());
        done.push(AgendaStep { commands, undo_of, expect });
    }
    let mut case = AgendaCase {
        name: format!("seed {seed}"),
        days,
        items: Vec::new(),
        published: false,
        steps: done,
        outline: None,
        digest: None,
    };
    case.digest = Some(case.computed_digest()?);
    Ok(case)
}

fn command(random: &mut Lcg, tree: &AgendaTree, last_id: &mut u128) -> AgendaCommand {
    let ids: Vec<AgendaItemId> = tree.items().iter().map(|item| item.id).collect();
    let Some(item_id) = random.pick(&ids).filter(|_| random.below(10) < 6) else {
        *last_id += 1;
        let item_id = AgendaItemId(Uuid::from_u128(*last_id));
        return AgendaCommand::Add(AgendaAdd {
            item_id,
            place: place(random, tree),
            title: format!("Punkt {last_id}"),
            kind: random.pick(&[AgendaItemKind::Discussion, AgendaItemKind::Break]).unwrap_or_default(),
            planned_minutes: i32::try_from(random.below(90)).ok(),
            speaker_text: None,
            topic_id: None,
            confidentiality: Confidentiality::Public,
        });
    };
    let stale = i32::from(random.below(12) == 0);
    let base_revision = tree.get(item_id).map_or(0, |item| item.revision - stale);
    match random.below(6) {
        0 => AgendaCommand::Remove(AgendaRemove { item_id, base_revision }),
        1 | 2 => {
            let minutes = random.below(120);
            let changes = AgendaItemPatch {
                planned_minutes: i32::try_from(minutes).ok().filter(|minutes| *minutes < 90).into(),
                speaker_text: Patch::Value(format!("Mówca {minutes}")),
                ..AgendaItemPatch::default()
            };
            AgendaCommand::Edit(AgendaEdit { item_id, base_revision, changes })
        }
        _ => AgendaCommand::Move(AgendaMove { item_id, base_revision, place: place(random, tree) }),
    }
}

/// Mostly a place that exists.
fn place(random: &mut Lcg, tree: &AgendaTree) -> AgendaPlace {
    let ids: Vec<AgendaItemId> = tree.items().iter().map(|item| item.id).collect();
    let parent = random.pick(&ids).filter(|_| random.below(3) > 0).and_then(|id| tree.get(id));
    let day_id = parent.map(|item| item.day_id).or_else(|| random.pick(tree.days()));
    let day_id = day_id.filter(|_| random.below(20) > 0).unwrap_or(MeetingDayId(Uuid::from_u128(9)));
    let parent_id = parent.map(|item| item.id);
    let siblings: Vec<AgendaItemId> = tree.children(day_id, parent_id).map(|item| item.id).collect();
    AgendaPlace { day_id, parent_id, after_id: random.pick(&siblings).filter(|_| random.below(4) > 0) }
}
