//! Where a dragged item would land: below which row, and on which level.

use obrady_rules::agenda::{AgendaTree, MAX_DEPTH};
use obrady_types::meetings::{AgendaItemKind, AgendaPlace};
use obrady_types::{AgendaItemId, MeetingDayId};

/// Pixels to the side that mean one level.
pub const LEVEL_STEP: i32 = 28;

/// The place of an item that is dragged over a row, in its upper or lower half, on a wanted level (1 is the top).
/// A level that does not fit there becomes the nearest one that does: never deeper than one below the row above, nor below a break.
pub fn landing(
    tree: &AgendaTree,
    dragged: AgendaItemId,
    over: AgendaItemId,
    below: bool,
    wanted: usize,
) -> Option<AgendaPlace> {
    let carried = tree.subtree(dragged);
    let day_id = tree.get(over)?.day_id;
    let of_day = || tree.items().iter().filter(|item| item.day_id == day_id);
    let rows: Vec<AgendaItemId> = of_day().filter(|item| !carried.contains(item)).map(|item| item.id).collect();
    let index = if carried.iter().any(|item| item.id == over) {
        // Over itself it keeps its row: only its level may change.
        of_day().take_while(|item| item.id != dragged).count()
    } else {
        rows.iter().position(|row| *row == over)? + usize::from(below)
    };
    let Some(above) = index.checked_sub(1).and_then(|index| rows.get(index)).copied() else {
        return Some(AgendaPlace { day_id, parent_id: None, after_id: None });
    };
    let above_level = tree.depth(above)?;
    let is_break = tree.get(above)?.kind == AgendaItemKind::Break;
    let deepest = (above_level + usize::from(!is_break)).min((MAX_DEPTH + 1).saturating_sub(tree.height(dragged)?));
    // Not shallower than what follows, or it would take that away from its parent.
    let next_level = rows.get(index).and_then(|next| tree.depth(*next)).unwrap_or(1);
    let level = wanted.clamp(next_level.min(deepest), deepest.max(1));
    if level > above_level {
        return Some(AgendaPlace { day_id, parent_id: Some(above), after_id: None });
    }
    let mut sibling = above;
    while tree.depth(sibling)? > level {
        sibling = tree.get(sibling)?.parent_id?;
    }
    Some(AgendaPlace { day_id, parent_id: tree.get(sibling)?.parent_id, after_id: Some(sibling) })
}

/// The place of an item that is dragged over a day but over none of its rows: above them all or below.
pub fn landing_in_day(
    tree: &AgendaTree,
    dragged: AgendaItemId,
    day_id: MeetingDayId,
    below: bool,
    wanted: usize,
) -> Option<AgendaPlace> {
    let carried = tree.subtree(dragged);
    let mut rows = tree.items().iter().filter(|item| item.day_id == day_id && !carried.contains(item));
    match if below { rows.next_back() } else { rows.next() } {
        Some(over) => landing(tree, dragged, over.id, below, wanted),
        None => tree.days().contains(&day_id).then_some(AgendaPlace { day_id, parent_id: None, after_id: None }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use obrady_types::meetings::{AgendaAdd, AgendaCommand, AgendaEdit, AgendaItemPatch};
    use uuid::Uuid;

    const DAY: MeetingDayId = MeetingDayId(Uuid::from_u128(1));
    const EMPTY_DAY: MeetingDayId = MeetingDayId(Uuid::from_u128(2));

    fn id(n: u128) -> AgendaItemId {
        AgendaItemId(Uuid::from_u128(100 + n))
    }

    /// 1, 2 with 3 under it, 4, and a day without items.
    fn tree() -> AgendaTree {
        let mut tree = AgendaTree::new(&[DAY, EMPTY_DAY], Vec::new()).unwrap();
        for (n, parent, after) in [(1, None, None), (2, None, Some(1)), (3, Some(2), None), (4, None, Some(2))] {
            let place = AgendaPlace { day_id: DAY, parent_id: parent.map(id), after_id: after.map(id) };
            let add = AgendaAdd {
                item_id: id(n),
                place,
                title: n.to_string(),
                kind: Default::default(),
                planned_minutes: None,
                speaker_text: None,
                topic_id: None,
                confidentiality: Default::default(),
            };
            tree.apply(&AgendaCommand::Add(add)).unwrap();
        }
        tree
    }

    fn landed(
        dragged: u128,
        over: u128,
        below: bool,
        level: usize,
    ) -> Option<(Option<AgendaItemId>, Option<AgendaItemId>)> {
        landing(&tree(), id(dragged), id(over), below, level).map(|place| (place.parent_id, place.after_id))
    }

    #[test]
    fn the_pointer_chooses_row_and_level() {
        assert_eq!(landed(4, 1, false, 1), Some((None, None)), "before the first");
        assert_eq!(landed(4, 1, true, 1), Some((None, Some(id(1)))));
        assert_eq!(landed(4, 1, true, 2), Some((Some(id(1)), None)), "under the row above");
        assert_eq!(landed(1, 3, true, 2), Some((Some(id(2)), Some(id(3)))));
        assert_eq!(landed(1, 3, true, 1), Some((None, Some(id(2)))));
        assert_eq!(landed(4, 4, false, 2), Some((Some(id(2)), Some(id(3)))), "to the side in its own row");
        assert_eq!(landed(3, 3, true, 1), Some((None, Some(id(2)))));
        assert_eq!(landed(1, 4, true, 9), Some((Some(id(4)), None)), "one level deeper at most");
    }

    #[test]
    fn an_item_lands_neither_in_itself_nor_too_deep_nor_between_parent_and_child() {
        assert_eq!(landed(2, 3, true, 1), Some((None, Some(id(1)))), "over its own child it stays");
        assert_eq!(landed(1, 2, true, 1), Some((Some(id(2)), None)), "above a child means under its parent");
        assert_eq!(landed(2, 1, true, 3), Some((Some(id(1)), None)), "with its child it still fits on level 2");
    }
    #[test]
    fn nothing_lands_under_a_break() {
        let mut tree = tree();
        let changes = AgendaItemPatch { kind: Some(AgendaItemKind::Break), ..AgendaItemPatch::default() };
        let base_revision = tree.get(id(1)).unwrap().revision;
        tree.apply(&AgendaCommand::Edit(AgendaEdit { item_id: id(1), base_revision, changes })).unwrap();
        let place = landing(&tree, id(4), id(1), true, 2).unwrap();
        assert_eq!((place.parent_id, place.after_id), (None, Some(id(1))));
    }

    #[test]
    fn a_day_is_a_target_also_without_a_row_under_the_pointer() {
        let landed = |dragged, day, below, level| {
            let place = landing_in_day(&tree(), id(dragged), day, below, level)?;
            Some((place.day_id, place.parent_id, place.after_id))
        };
        assert_eq!(landed(2, EMPTY_DAY, true, 2), Some((EMPTY_DAY, None, None)));
        assert_eq!(landed(4, DAY, false, 1), Some((DAY, None, None)), "above the first row");
        assert_eq!(landed(1, DAY, true, 1), Some((DAY, None, Some(id(4)))), "below the last row");
        assert_eq!(landed(4, DAY, true, 2), Some((DAY, Some(id(2)), Some(id(3)))), "the last row but itself");
        assert_eq!(landed(4, MeetingDayId(Uuid::from_u128(9)), true, 1), None);
    }
}
