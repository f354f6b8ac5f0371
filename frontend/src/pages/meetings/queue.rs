//! What an editor sees of an agenda: what the server confirmed, with everything on top that is still on its way.

use super::setback::{Clash, Setback, Step, fits, values};
use obrady_rules::agenda::{AgendaRefusal, AgendaTree};
use obrady_types::meetings::{
    AgendaAdd, AgendaCommand, AgendaConflict, AgendaEdit, AgendaItem, AgendaItemPatch, AgendaMove,
};
use obrady_types::{AgendaItemId, MeetingDayId};

#[cfg(test)]
mod tests;

/// Why an edit was not taken.
#[derive(Debug)]
pub enum EditRefusal {
    /// The field says something else than when somebody began to type.
    Clash(Box<Clash>),
    /// A rule of agendas forbids it.
    Rule(AgendaRefusal),
}

/// A draft on the screen.
#[derive(Clone, Default)]
pub struct Queue {
    confirmed: AgendaTree,
    /// Sent and not yet answered.
    sent: Option<Entry>,
    /// Waiting for its turn.
    waiting: Vec<Entry>,
    /// Key under which the last entry was sent. It stays while the answer is missing, and what was sent stays as it
    /// is, so that it is not carried out twice.
    key: Option<String>,
    /// An item that is being carried, not yet put down.
    carried: Option<AgendaMove>,
}

/// What goes out in one request.
#[derive(Clone, Debug, PartialEq)]
enum Entry {
    /// One step of the undo stack.
    Batch(Vec<Step>),
    /// Takes the step before back.
    Undo,
}

/// What goes out next.
#[derive(Clone, Debug, PartialEq)]
pub enum Outgoing {
    /// A batch of commands.
    Commands(Vec<AgendaCommand>),
    /// The last batch is taken back.
    Undo,
}

impl Queue {
    /// A draft as the server has it.
    pub fn new(days: &[MeetingDayId], items: Vec<AgendaItem>) -> Self {
        let confirmed = AgendaTree::new(days, items).or_else(|_| AgendaTree::new(days, Vec::new()));
        Self { confirmed: confirmed.unwrap_or_default(), ..Self::default() }
    }

    /// What is shown: everything confirmed, sent, waiting and carried.
    pub fn shown(&self) -> AgendaTree {
        let mut tree = self.base();
        if let Some(carried) = &self.carried {
            // A place that is no place any more leaves the item where it was.
            let _ = tree.apply(&AgendaCommand::Move(carried.clone()));
        }
        tree
    }

    /// Everything but what is carried: what a new command is based on.
    fn base(&self) -> AgendaTree {
        let mut tree = self.confirmed.clone();
        for entry in self.sent.iter().chain(&self.waiting) {
            entry.show(&mut tree);
        }
        tree
    }

    /// Whether everything has been confirmed.
    pub fn is_settled(&self) -> bool {
        self.sent.is_none() && self.waiting.is_empty()
    }

    /// Whether something is on its way.
    pub fn is_sending(&self) -> bool {
        self.sent.is_some()
    }

    /// Revision of an item that a new command is based on.
    pub fn revision(&self, id: AgendaItemId) -> i32 {
        self.base().get(id).map_or(0, |item| item.revision)
    }

    /// Adds commands that belong together, if they fit.
    ///
    /// # Errors
    /// Why they do not.
    pub fn push(&mut self, commands: Vec<AgendaCommand>) -> Result<(), AgendaRefusal> {
        let mut tree = self.base();
        let mut steps = Vec::with_capacity(commands.len());
        for command in commands {
            let step = Step::on(&tree, command);
            tree.apply(&step.command)?;
            steps.push(step);
        }
        self.waiting.push(Entry::Batch(steps));
        Ok(())
    }

    /// Changes fields that said `opened` when somebody began to type.
    ///
    /// # Errors
    /// Both texts, when somebody else has changed one of the fields since, or removed the item.
    pub fn edit(
        &mut self,
        id: AgendaItemId,
        changes: AgendaItemPatch,
        opened: &AgendaItemPatch,
    ) -> Result<(), EditRefusal> {
        let base = self.base();
        let clash = |mine: AgendaEdit, theirs: Option<&AgendaItem>| {
            let theirs = theirs.cloned();
            let mine = AgendaCommand::Edit(mine);
            EditRefusal::Clash(Box::new(Clash { mine, known: theirs.clone(), theirs, reason: None }))
        };
        let Some(item) = base.get(id) else {
            return Err(clash(AgendaEdit { item_id: id, base_revision: 0, changes }, None));
        };
        let now = values(item, &changes);
        let edit = AgendaEdit { item_id: id, base_revision: item.revision, changes };
        if now == edit.changes {
            return Ok(());
        }
        if !fits(&now, opened, &edit.changes) {
            return Err(clash(edit, Some(item)));
        }
        self.push(vec![AgendaCommand::Edit(edit)]).map(|_| ()).map_err(EditRefusal::Rule)
    }

    /// Carries an item to a place without putting it down; says whether it fits there.
    pub fn carry(&mut self, step: AgendaMove) -> bool {
        let fits = self.base().apply(&AgendaCommand::Move(step.clone())).is_ok();
        if fits {
            self.carried = Some(step);
        }
        fits
    }

    /// Puts the carried item back where it was.
    pub fn put_back(&mut self) {
        self.carried = None;
    }

    /// Puts the carried item down where it is; says whether it moved.
    pub fn put_down(&mut self) -> bool {
        let Some(step) = self.carried.take() else { return false };
        let base = self.base();
        if base.place_of(step.item_id) == Some(step.place) {
            return false;
        }
        // An answer may have come while the item was carried.
        let base_revision = base.get(step.item_id).map_or(step.base_revision, |item| item.revision);
        self.push(vec![AgendaCommand::Move(AgendaMove { base_revision, ..step })]).is_ok()
    }

    /// Takes the last change back: at once if it was never sent, which is said; otherwise the server is asked when
    /// everything before has arrived.
    pub fn take_back(&mut self) -> bool {
        let unsent = self.waiting.len() > usize::from(self.is_held());
        if unsent && matches!(self.waiting.last(), Some(Entry::Batch(_))) {
            self.waiting.pop();
            return true;
        }
        self.waiting.push(Entry::Undo);
        false
    }

    /// What goes out next and under which key; it counts as sent until it is answered.
    pub fn take_next(&mut self, fresh: impl FnOnce() -> String) -> Option<(Outgoing, String)> {
        if self.sent.is_some() || self.waiting.is_empty() {
            return None;
        }
        let entry = self.waiting.remove(0);
        let outgoing = match &entry {
            Entry::Undo => Outgoing::Undo,
            Entry::Batch(steps) => Outgoing::Commands(steps.iter().map(|step| step.command.clone()).collect()),
        };
        self.sent = Some(entry);
        Some((outgoing, self.key.get_or_insert_with(fresh).clone()))
    }

    /// What was sent is not answered: it waits again, under its key. An undo does not.
    pub fn hold(&mut self) {
        match self.sent.take() {
            Some(Entry::Batch(steps)) => self.waiting.insert(0, Entry::Batch(steps)),
            // Repeated after a lost answer, it might take back more than was asked.
            Some(Entry::Undo) => self.answered(),
            None => {}
        }
    }

    /// Whether something that was sent waits for being sent again.
    pub fn is_held(&self) -> bool {
        self.sent.is_none() && self.key.is_some()
    }

    /// What was sent is confirmed: the server's items are the new ground. What waits and no longer fits comes back.
    ///
    /// # Errors
    /// The items do not fit the days that are known; everything stays as it was.
    pub fn confirm(&mut self, items: Vec<AgendaItem>) -> Result<Vec<Setback>, AgendaRefusal> {
        let tree = AgendaTree::new(self.confirmed.days(), items)?;
        let old = self.base();
        self.answered();
        Ok(self.ground(tree, &old, None, None))
    }

    /// What was sent is refused because of what others did. Whatever they left alone is tried again on their items;
    /// the rest comes back.
    ///
    /// # Errors
    /// The items do not fit the days that are known; everything stays as it was.
    pub fn refuse(&mut self, conflict: AgendaConflict) -> Result<Vec<Setback>, AgendaRefusal> {
        let tree = AgendaTree::new(self.confirmed.days(), conflict.items)?;
        let old = self.base();
        let index = usize::try_from(conflict.index).unwrap_or(0);
        let refused = match &self.sent {
            Some(Entry::Batch(steps)) => steps.get(index).map(|step| step.command.clone()),
            Some(Entry::Undo) | None => None,
        };
        match self.sent.take() {
            Some(Entry::Batch(steps)) => self.waiting.insert(0, Entry::Batch(steps)),
            Some(Entry::Undo) | None => {}
        }
        self.answered();
        Ok(self.ground(tree, &old, refused.as_ref(), None))
    }

    /// What was sent is refused for good: it comes back with what follows from it.
    pub fn give_up(&mut self, reason: Option<&str>) -> Vec<Setback> {
        let old = self.base();
        let sent = self.sent.take();
        self.answered();
        let now = self.confirmed.clone();
        let mut setbacks = Vec::new();
        if let Some(Entry::Batch(steps)) = sent {
            setbacks.extend(steps.into_iter().filter_map(|step| step.setback(&now, &old, reason)));
        }
        setbacks.extend(self.ground(now, &old, None, reason));
        setbacks
    }

    fn answered(&mut self) {
        self.sent = None;
        self.key = None;
    }

    /// Items as others have left them; only when nothing is on its way.
    ///
    /// # Errors
    /// They do not fit the days that are known.
    pub fn refresh(&mut self, items: Vec<AgendaItem>) -> Result<(), AgendaRefusal> {
        if self.is_settled() {
            self.confirmed = AgendaTree::new(self.confirmed.days(), items)?;
        }
        Ok(())
    }

    /// Goes on where an editor was left, with the items of now.
    ///
    /// # Errors
    /// The items do not fit the days; everything stays as it was.
    pub fn resume(&mut self, days: &[MeetingDayId], items: Vec<AgendaItem>) -> Result<Vec<Setback>, AgendaRefusal> {
        let tree = AgendaTree::new(days, items)?;
        let old = self.base();
        self.carried = None;
        self.hold();
        Ok(self.ground(tree, &old, None, None))
    }

    /// The meeting has these days now.
    pub fn set_days(&mut self, days: &[MeetingDayId]) {
        let items = self.confirmed.items().iter().filter(|item| days.contains(&item.day_id)).cloned().collect();
        if let Ok(tree) = AgendaTree::new(days, items) {
            self.confirmed = tree;
        }
    }

    fn ground(
        &mut self,
        ground: AgendaTree,
        old: &AgendaTree,
        refused: Option<&AgendaCommand>,
        reason: Option<&str>,
    ) -> Vec<Setback> {
        let mut tree = ground.clone();
        self.confirmed = ground;
        let mut setbacks = Vec::new();
        for (nth, entry) in std::mem::take(&mut self.waiting).into_iter().enumerate() {
            let held = nth == 0 && self.key.is_some();
            match entry {
                Entry::Batch(steps) if !held => {
                    let mut kept = Vec::new();
                    for step in steps {
                        let (goes_on, setback) = settle(step, &mut tree, old, refused, reason);
                        kept.extend(goes_on);
                        setbacks.extend(setback);
                    }
                    if !kept.is_empty() {
                        self.waiting.push(Entry::Batch(kept));
                    }
                }
                // It may have been carried out: it goes out again word for word.
                entry => {
                    entry.show(&mut tree);
                    self.waiting.push(entry);
                }
            }
        }
        setbacks
    }
}

impl Entry {
    /// Shows it on a tree, as far as it fits.
    fn show(&self, tree: &mut AgendaTree) {
        let Entry::Batch(steps) = self else { return };
        for step in steps {
            if let Some(command) = step.rebased(tree) {
                let _ = tree.apply(&command);
            }
        }
    }
}

/// Finds a way for a waiting command on new ground: the command that goes on, and what there is to tell.
fn settle(
    step: Step,
    tree: &mut AgendaTree,
    old: &AgendaTree,
    refused: Option<&AgendaCommand>,
    reason: Option<&str>,
) -> (Option<Step>, Option<Setback>) {
    // What the server has just refused is not sent again unchanged.
    if let Some(command) = step.rebased(tree).filter(|command| Some(command) != refused) {
        let next = Step::on(tree, command);
        if tree.apply(&next.command).is_ok() {
            return (Some(next), None);
        }
    }
    if let AgendaCommand::Add(add) = &step.command
        && let Some(command) = at_the_end(add, tree).filter(|command| Some(command) != refused)
    {
        let title = add.title.clone();
        let next = Step::on(tree, command);
        if tree.apply(&next.command).is_ok() {
            return (Some(next), Some(Setback::Replaced(title)));
        }
    }
    let setback = step.setback(tree, old, reason);
    (None, setback)
}

/// The same item at the end of its day.
fn at_the_end(add: &AgendaAdd, tree: &AgendaTree) -> Option<AgendaCommand> {
    let day = add.place.day_id;
    let place = tree.days().contains(&day).then(|| tree.last_place(day, None))?;
    Some(AgendaCommand::Add(AgendaAdd { place, ..add.clone() }))
}
