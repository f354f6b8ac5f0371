//! Programmes: which state may follow which, where a goal may stand, and how far a goal is (I-21).

use obrady_types::programmes::{Objective, ObjectiveLevel, ObjectiveStatus, ProgrammeScope, ProgrammeState};
use obrady_types::{ErrorCode, ObjectiveId};
use std::collections::BTreeMap;

/// Most levels of a tree of goals.
pub const MAX_DEPTH: usize = 5;

/// Most goals of a programme.
pub const MAX_GOALS: usize = 500;

/// Whether the region itself adopts programmes of this scope; of others it only notes what became of them.
#[must_use]
pub fn is_own(scope: ProgrammeScope) -> bool {
    matches!(scope, ProgrammeScope::Provincial | ProgrammeScope::County)
}

/// The states that may follow a state.
#[must_use]
pub fn next_states(scope: ProgrammeScope, from: ProgrammeState) -> &'static [ProgrammeState] {
    use ProgrammeState::{Abandoned, Adopted, Concept, Drafting, Expired, InForce, Superseded, UnderUpdate};
    if !is_own(scope) {
        return &[Concept, Drafting, Adopted, InForce, UnderUpdate, Expired, Superseded, Abandoned];
    }
    match from {
        Concept => &[Drafting, Abandoned],
        Drafting => &[Adopted, Abandoned],
        Adopted => &[InForce, Superseded],
        InForce => &[UnderUpdate, Expired, Superseded],
        UnderUpdate => &[InForce, Expired, Superseded],
        Expired | Superseded | Abandoned => &[],
    }
}

/// How much of the way from a baseline to a target a value has gone, in whole percent from 0 to 100, rounded down; also
/// where the target lies below. Nothing where there is no way.
#[must_use]
pub fn reached(baseline: f64, target: f64, value: f64) -> Option<i32> {
    let (way, gone) = (target - baseline, value - baseline);
    if way == 0.0 || !way.is_finite() || !gone.is_finite() {
        return None;
    }
    let percent = gone / way * 100.0;
    // The slack is for shares that binary fractions miss by a hair.
    (0..=100).rev().find(|whole| f64::from(*whole) <= percent + 1e-9).or(Some(0))
}

/// A goal as the rules see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The goal.
    pub id: ObjectiveId,
    /// The goal that it stands under.
    pub parent_id: Option<ObjectiveId>,
    /// Level.
    pub level: ObjectiveLevel,
    /// How far it is, as noted.
    pub status: Option<ObjectiveStatus>,
    /// Place among its siblings.
    pub position: i32,
}

impl From<&Objective> for Goal {
    fn from(goal: &Objective) -> Self {
        let Objective { id, parent_id, level, status, position, .. } = *goal;
        Self { id, parent_id, level, status, position }
    }
}

/// How far a goal is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GoalProgress {
    /// Of a goal without parts as noted, of others as it follows from them.
    pub status: Option<ObjectiveStatus>,
    /// Whether the goal has parts.
    pub derived: bool,
    /// Goals without parts below it that are done.
    pub done: i32,
    /// Goals without parts below it whose status is known, dropped ones left out.
    pub total: i32,
    begun: bool,
    dropped: bool,
}

impl GoalProgress {
    fn of_leaf(status: Option<ObjectiveStatus>) -> Self {
        let is = |wanted| status == Some(wanted);
        let dropped = is(ObjectiveStatus::Dropped);
        Self {
            status,
            derived: false,
            done: i32::from(is(ObjectiveStatus::Done)),
            total: i32::from(status.is_some() && !dropped),
            begun: is(ObjectiveStatus::Done) || is(ObjectiveStatus::InProgress),
            dropped,
        }
    }

    fn with(self, part: Self) -> Self {
        Self {
            status: None,
            derived: true,
            done: self.done + part.done,
            total: self.total + part.total,
            begun: self.begun || part.begun,
            dropped: self.dropped || part.dropped,
        }
    }

    /// Done when all that counts is done, begun when some of it is, dropped when nothing else is known.
    fn settled(self) -> Self {
        let status = match (self.total, self.done) {
            (0, _) if self.dropped => Some(ObjectiveStatus::Dropped),
            (0, _) => None,
            (total, done) if total == done => Some(ObjectiveStatus::Done),
            _ if self.begun => Some(ObjectiveStatus::InProgress),
            _ => Some(ObjectiveStatus::Planned),
        };
        Self { status, ..self }
    }
}

/// The places of goals in the order of the page: each before its parts, siblings by their position.
#[must_use]
pub fn in_order(goals: &[Goal]) -> Vec<usize> {
    let mut below: BTreeMap<Option<ObjectiveId>, Vec<usize>> = BTreeMap::new();
    for (place, goal) in goals.iter().enumerate() {
        below.entry(goal.parent_id).or_default().push(place);
    }
    for places in below.values_mut() {
        // Last first: they are taken from the end.
        places.sort_by_key(|place| goals.get(*place).map(|goal| std::cmp::Reverse((goal.position, goal.id))));
    }
    let mut open = below.remove(&None).unwrap_or_default();
    let mut order = Vec::with_capacity(goals.len());
    while let Some(place) = open.pop() {
        order.push(place);
        if let Some(goal) = goals.get(place) {
            open.extend(below.remove(&Some(goal.id)).unwrap_or_default());
        }
    }
    order
}

/// How far each goal is.
#[must_use]
pub fn progress(goals: &[Goal]) -> BTreeMap<ObjectiveId, GoalProgress> {
    let mut parts: BTreeMap<ObjectiveId, GoalProgress> = BTreeMap::new();
    let mut all = BTreeMap::new();
    for goal in in_order(goals).into_iter().rev().filter_map(|place| goals.get(place)) {
        let own = parts.remove(&goal.id).map_or_else(|| GoalProgress::of_leaf(goal.status), GoalProgress::settled);
        if let Some(parent) = goal.parent_id {
            let sum = parts.remove(&parent).unwrap_or_default();
            parts.insert(parent, sum.with(own));
        }
        all.insert(goal.id, own);
    }
    all
}

/// Why a goal may not stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceRefusal {
    /// The programme has no such goal to stand under.
    Unknown,
    /// The place is the goal itself or lies below it.
    Cycle,
    /// Overriding goals stand under nothing, and tasks hold tasks only.
    Level,
    /// The tree would be deeper than [`MAX_DEPTH`].
    Depth,
}

impl PlaceRefusal {
    /// The code on the wire.
    #[must_use]
    pub fn code(self) -> ErrorCode {
        match self {
            Self::Unknown => ErrorCode::ValidationFailed,
            Self::Cycle => ErrorCode::ObjectiveCycle,
            Self::Level | Self::Depth => ErrorCode::ObjectivePlace,
        }
    }

    /// The field's code: why in particular.
    #[must_use]
    pub fn why(self) -> &'static str {
        match self {
            Self::Unknown => "invalid",
            Self::Cycle => "cycle",
            Self::Level => "level",
            Self::Depth => "too_deep",
        }
    }
}

fn rank(level: ObjectiveLevel) -> u8 {
    match level {
        ObjectiveLevel::Overriding => 0,
        ObjectiveLevel::Specific => 1,
        ObjectiveLevel::Task => 2,
    }
}

/// Whether a goal of this level may stand under `parent` with what stands under it; a new goal is not among `goals`.
///
/// # Errors
/// The first rule that forbids it.
pub fn check_place(
    goals: &[Goal],
    id: ObjectiveId,
    level: ObjectiveLevel,
    parent: Option<ObjectiveId>,
) -> Result<(), PlaceRefusal> {
    let by_id: BTreeMap<ObjectiveId, &Goal> = goals.iter().map(|goal| (goal.id, goal)).collect();
    let mut above = Vec::new();
    let mut next = parent;
    while let Some(at) = next {
        if at == id {
            return Err(PlaceRefusal::Cycle);
        }
        if above.len() > MAX_DEPTH {
            return Err(PlaceRefusal::Depth);
        }
        let goal = by_id.get(&at).ok_or(PlaceRefusal::Unknown)?;
        above.push(**goal);
        next = goal.parent_id;
    }
    if let Some(parent) = above.first()
        && (level == ObjectiveLevel::Overriding || rank(level) < rank(parent.level))
    {
        return Err(PlaceRefusal::Level);
    }
    if goals.iter().any(|goal| goal.parent_id == Some(id) && rank(goal.level) < rank(level)) {
        return Err(PlaceRefusal::Level);
    }
    if above.len() + height(goals, id) > MAX_DEPTH { Err(PlaceRefusal::Depth) } else { Ok(()) }
}

/// Levels of a goal and what stands under it.
fn height(goals: &[Goal], id: ObjectiveId) -> usize {
    let mut level = vec![id];
    let mut height = 0;
    while !level.is_empty() && height <= MAX_DEPTH {
        height += 1;
        let below = |goal: &&Goal| goal.parent_id.is_some_and(|parent| level.contains(&parent));
        level = goals.iter().filter(below).map(|goal| goal.id).collect();
    }
    height
}

/// Whether a new pair would close a circle in pairs that lead from one programme to the one before it.
#[must_use]
pub fn closes_circle<T: Copy + Ord>(pairs: &[(T, T)], from: T, to: T) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    let mut open = vec![to];
    while let Some(at) = open.pop() {
        if at == from {
            return true;
        }
        if seen.insert(at) {
            open.extend(pairs.iter().filter(|(one, _)| *one == at).map(|(_, other)| *other));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use ObjectiveLevel::{Overriding, Specific, Task};
    use ObjectiveStatus::{Done, Dropped, InProgress, Planned};
    use uuid::Uuid;

    fn id(n: u128) -> ObjectiveId {
        ObjectiveId(Uuid::from_u128(n))
    }

    fn goal(n: u128, parent: u128, level: ObjectiveLevel, status: Option<ObjectiveStatus>) -> Goal {
        let parent_id = (parent > 0).then(|| id(parent));
        Goal { id: id(n), parent_id, level, status, position: i32::try_from(n).unwrap_or(0) }
    }

    #[test]
    fn an_indicator_goes_its_way_up_or_down() {
        assert_eq!(reached(150.0, 182.0, 166.0), Some(50));
        assert_eq!(reached(10.0, 2.0, 4.0), Some(75));
        assert_eq!(reached(0.0, 0.3, 0.03), Some(10));
        assert_eq!(
            (reached(0.0, 3.0, 2.0), reached(0.0, 3.0, 9.0), reached(5.0, 9.0, 1.0)),
            (Some(66), Some(100), Some(0))
        );
        assert_eq!((reached(7.0, 7.0, 7.0), reached(0.0, f64::NAN, 1.0)), (None, None));
    }

    #[test]
    fn a_goal_is_as_far_as_its_parts() {
        let of = |parts: &[Option<ObjectiveStatus>]| {
            let mut goals = vec![goal(1, 0, Overriding, Some(Planned)), goal(2, 1, Specific, None)];
            goals.extend(parts.iter().zip(3..).map(|(status, n)| goal(n, 2, Task, *status)));
            let all = progress(&goals);
            let top = all[&id(1)];
            (top.status, top.done, top.total)
        };
        assert_eq!(of(&[]), (None, 0, 0));
        assert_eq!(of(&[None, None]), (None, 0, 0));
        assert_eq!(of(&[Some(Planned), Some(Planned)]), (Some(Planned), 0, 2));
        assert_eq!(of(&[Some(Planned), Some(InProgress), None]), (Some(InProgress), 0, 2));
        assert_eq!(of(&[Some(Planned), Some(Done)]), (Some(InProgress), 1, 2));
        assert_eq!(of(&[Some(Done), Some(Dropped)]), (Some(Done), 1, 1));
        assert_eq!(of(&[Some(Dropped), None]), (Some(Dropped), 0, 0));
    }

    #[test]
    fn the_order_is_that_of_the_page_and_a_stored_circle_does_not_hang() {
        let mut goals = vec![goal(4, 2, Task, None), goal(2, 0, Overriding, None), goal(3, 1, Specific, None)];
        goals.push(goal(1, 0, Overriding, None));
        assert_eq!(in_order(&goals), [3, 2, 1, 0]);
        assert!(in_order(&[goal(1, 2, Specific, None), goal(2, 1, Specific, None)]).is_empty());
    }

    #[test]
    fn a_goal_stands_neither_under_itself_nor_above_its_level() {
        let goals = [
            goal(1, 0, Overriding, None),
            goal(2, 1, Specific, None),
            goal(3, 2, Specific, None),
            goal(4, 3, Task, None),
            goal(5, 0, Task, None),
        ];
        let check = |n, level, parent| check_place(&goals, id(n), level, parent);
        assert_eq!(check(2, Specific, Some(id(2))), Err(PlaceRefusal::Cycle));
        assert_eq!(check(2, Specific, Some(id(4))), Err(PlaceRefusal::Cycle));
        assert_eq!(check(1, Overriding, Some(id(5))), Err(PlaceRefusal::Level));
        assert_eq!(check(9, Specific, Some(id(4))), Err(PlaceRefusal::Level));
        assert_eq!(check(2, Task, Some(id(1))), Err(PlaceRefusal::Level));
        assert_eq!(check(9, Task, Some(id(8))), Err(PlaceRefusal::Unknown));
        assert_eq!(check(9, Task, Some(id(4))), Ok(()));
        assert_eq!(check(3, Specific, None), Ok(()));
    }

    #[test]
    fn a_tree_has_at_most_five_levels() {
        let mut goals: Vec<Goal> = (1..=5).map(|n| goal(n, n - 1, Specific, None)).collect();
        goals.push(goal(6, 0, Specific, None));
        goals.push(goal(7, 6, Specific, None));
        assert_eq!(check_place(&goals, id(8), Task, Some(id(5))), Err(PlaceRefusal::Depth));
        assert_eq!(check_place(&goals, id(6), Specific, Some(id(4))), Err(PlaceRefusal::Depth));
        assert_eq!(check_place(&goals, id(6), Specific, Some(id(3))), Ok(()));
    }

    #[test]
    fn what_leads_back_closes_a_circle() {
        let pairs = [(1, 2), (2, 3), (3, 4)];
        assert!(closes_circle(&pairs, 4, 1) && closes_circle(&pairs, 3, 1) && closes_circle(&pairs, 1, 1));
        assert!(!closes_circle(&pairs, 1, 4) && !closes_circle(&pairs, 5, 1));
    }

    #[test]
    fn a_programme_goes_forward_and_an_outer_one_is_noted() {
        use ProgrammeState::{Abandoned, Concept, Drafting, Expired, InForce};
        let own = ProgrammeScope::Provincial;
        assert!(next_states(own, Concept).contains(&Abandoned) && !next_states(own, Concept).contains(&InForce));
        assert!(next_states(own, Expired).is_empty() && !next_states(own, Drafting).contains(&InForce));
        assert!(next_states(ProgrammeScope::National, Concept).contains(&Expired));
    }
}
