//! Logic of the programmes' pages without a screen: what stands under what, what follows what, what overlaps.

use obrady_types::programmes::{
    Objective, ObjectiveMatch, ObjectiveMatchKind, ObjectiveMove, ProgrammeRelation, ProgrammeRelationKind,
};
use obrady_types::{ObjectiveId, ProgrammeId};

/// The goals right below a goal, or at the top, in their order.
pub fn below(goals: &[Objective], parent: Option<ObjectiveId>) -> Vec<Objective> {
    goals.iter().filter(|goal| goal.parent_id == parent).cloned().collect()
}

/// Whether a goal is another one or stands below it.
pub fn is_within(goals: &[Objective], goal: ObjectiveId, whole: ObjectiveId) -> bool {
    let mut at = Some(goal);
    // A bound instead of trust in what was sent.
    for _ in 0..=goals.len() {
        match at {
            None => return false,
            Some(id) if id == whole => return true,
            Some(id) => at = goals.iter().find(|one| one.id == id).and_then(|one| one.parent_id),
        }
    }
    false
}

/// The move that puts a goal one place up or down among its siblings; none at the end of the way.
pub fn step(goals: &[Objective], id: ObjectiveId, down: bool) -> Option<ObjectiveMove> {
    let goal = goals.iter().find(|goal| goal.id == id)?;
    let siblings = below(goals, goal.parent_id);
    let place = siblings.iter().position(|sibling| sibling.id == id)?;
    let after_id = if down {
        Some(siblings.get(place + 1)?.id)
    } else {
        let above = place.checked_sub(1)?;
        above.checked_sub(1).and_then(|before| siblings.get(before)).map(|sibling| sibling.id)
    };
    Some(ObjectiveMove { parent_id: goal.parent_id, after_id, code: None })
}

/// The move that puts a goal back to where it stands now.
pub fn way_back(goals: &[Objective], id: ObjectiveId) -> Option<ObjectiveMove> {
    let goal = goals.iter().find(|goal| goal.id == id)?;
    let siblings = below(goals, goal.parent_id);
    let place = siblings.iter().position(|sibling| sibling.id == id)?;
    let after_id = place.checked_sub(1).and_then(|before| siblings.get(before)).map(|sibling| sibling.id);
    Some(ObjectiveMove { parent_id: goal.parent_id, after_id, code: Some(goal.code.clone()) })
}

/// The programmes from the first that led to this one up to the last that goes on from it: ids and titles.
pub fn lineage(relations: &[ProgrammeRelation], id: ProgrammeId) -> Vec<(ProgrammeId, String)> {
    let leads = |one: &&ProgrammeRelation| {
        matches!(one.kind, ProgrammeRelationKind::Continues | ProgrammeRelationKind::Supersedes)
    };
    let mut before = Vec::new();
    let mut at = id;
    for _ in 0..relations.len() {
        let Some(found) = relations.iter().filter(leads).find(|one| one.from_id == at) else { break };
        before.push((found.to_id, found.to_title.clone()));
        at = found.to_id;
    }
    let mut after = Vec::new();
    let mut at = id;
    for _ in 0..relations.len() {
        let Some(found) = relations.iter().filter(leads).find(|one| one.to_id == at) else { break };
        after.push((found.from_id, found.from_title.clone()));
        at = found.from_id;
    }
    if before.is_empty() && after.is_empty() {
        return Vec::new();
    }
    before.reverse();
    before.push((id, String::new()));
    before.extend(after);
    before
}

/// A row of the overlap map: the programme's own goal, the other one, and how the matter is treated.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    /// The match.
    pub found: ObjectiveMatch,
    /// The own goal.
    pub own: ObjectiveId,
    /// Its code and title.
    pub own_words: String,
    /// The other goal's code and title.
    pub other_words: String,
    /// The other goal.
    pub other: ObjectiveId,
    /// Its programme.
    pub programme: ProgrammeId,
}

/// The overlap map: for each other programme the rows, whoever of the two made the match.
pub fn overlaps(matches: &[ObjectiveMatch], id: ProgrammeId) -> Vec<(ProgrammeId, Vec<Overlap>)> {
    let mut map: Vec<(ProgrammeId, Vec<Overlap>)> = Vec::new();
    for found in matches {
        let here = format!("{} {}", found.objective_code, found.objective_title);
        let there = format!("{} {}", found.other_code, found.other_title);
        let row = if found.programme_id == id {
            Overlap {
                found: found.clone(),
                own: found.objective_id,
                own_words: here,
                other_words: there,
                other: found.other_id,
                programme: found.other_programme_id,
            }
        } else {
            Overlap {
                found: found.clone(),
                own: found.other_id,
                own_words: there,
                other_words: here,
                other: found.objective_id,
                programme: found.programme_id,
            }
        };
        match map.iter_mut().find(|(programme, _)| *programme == row.programme) {
            Some((_, rows)) => rows.push(row),
            None => map.push((row.programme, vec![row])),
        }
    }
    map
}

/// How many goals have no counterpart, with none above or below them either, and how many repeat another programme's.
pub fn alone_and_repeating(goals: &[Objective], matches: &[ObjectiveMatch]) -> (usize, usize) {
    let matched = |id| matches.iter().any(|one| one.objective_id == id || one.other_id == id);
    let alone = goals.iter().filter(|goal| {
        !goals.iter().any(|other| {
            matched(other.id) && (is_within(goals, other.id, goal.id) || is_within(goals, goal.id, other.id))
        })
    });
    let repeats = |id| {
        let same = |one: &&ObjectiveMatch| one.kind == ObjectiveMatchKind::Repeats;
        matches.iter().filter(same).any(|one| one.objective_id == id || one.other_id == id)
    };
    (alone.count(), goals.iter().filter(|goal| repeats(goal.id)).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use uuid::Uuid;

    fn goal(n: u128, parent: Option<u128>) -> Objective {
        let id = |n| Uuid::from_u128(n);
        serde_json::from_value(json!({
            "id": id(n), "programme_id": id(99), "parent_id": parent.map(id), "code": format!("K{n}"),
            "level": "specific", "title": "Cel", "description": "", "position": n, "derived": false, "done": 0,
            "total": 0, "version": 1
        }))
        .expect("a goal")
    }

    fn id(n: u128) -> ObjectiveId {
        ObjectiveId(Uuid::from_u128(n))
    }

    fn relation(from: u128, to: u128, kind: &str) -> ProgrammeRelation {
        let uuid = |n| Uuid::from_u128(n);
        serde_json::from_value(json!({
            "id": uuid(from * 10 + to), "from_id": uuid(from), "from_title": format!("P{from}"), "to_id": uuid(to),
            "to_title": format!("P{to}"), "kind": kind
        }))
        .expect("a relation")
    }

    #[test]
    fn a_step_goes_one_place_and_its_way_back_undoes_it() {
        let goals = [goal(1, None), goal(2, None), goal(3, None), goal(4, Some(2))];
        let after = |down| step(&goals, id(2), down).map(|step| step.after_id);
        assert_eq!(after(false), Some(None));
        assert_eq!(after(true), Some(Some(id(3))));
        assert_eq!(step(&goals, id(1), false), None);
        assert_eq!(step(&goals, id(3), true), None);
        assert_eq!(step(&goals, id(3), false).and_then(|step| step.after_id), Some(id(1)));
        let back = way_back(&goals, id(2)).expect("a place");
        assert_eq!((back.parent_id, back.after_id, back.code.as_deref()), (None, Some(id(1)), Some("K2")));
        assert!(is_within(&goals, id(4), id(2)) && is_within(&goals, id(2), id(2)) && !is_within(&goals, id(2), id(4)));
    }

    #[test]
    fn a_lineage_leads_through_the_programme() {
        let relations = [relation(2, 1, "continues"), relation(3, 2, "supersedes"), relation(2, 9, "complements")];
        let ids = |at: u128| -> Vec<u128> {
            let found = lineage(&relations, ProgrammeId(Uuid::from_u128(at)));
            found.into_iter().map(|(id, _)| id.0.as_u128()).collect()
        };
        assert_eq!(ids(2), [1, 2, 3]);
        assert_eq!(ids(1), [1, 2, 3]);
        assert!(ids(9).is_empty());
    }

    #[test]
    fn an_overlap_map_is_read_from_either_side() {
        let uuid = |n| Uuid::from_u128(n);
        let found: ObjectiveMatch = serde_json::from_value(json!({
            "id": uuid(5), "objective_id": uuid(1), "objective_code": "A", "objective_title": "Nasz",
            "programme_id": uuid(99), "other_id": uuid(50), "other_code": "1", "other_title": "Obcy",
            "other_programme_id": uuid(77), "kind": "repeats"
        }))
        .expect("a match");
        let ours = overlaps(std::slice::from_ref(&found), ProgrammeId(uuid(99)));
        let theirs = overlaps(std::slice::from_ref(&found), ProgrammeId(uuid(77)));
        assert_eq!(ours[0].1[0].own_words, "A Nasz");
        assert_eq!((theirs[0].0, theirs[0].1[0].own_words.as_str()), (ProgrammeId(uuid(99)), "1 Obcy"));
        let goals = [goal(1, None), goal(2, Some(1)), goal(3, None)];
        assert_eq!(alone_and_repeating(&goals, &[found]), (1, 1));
    }
}
